window.YTD.twitter_circle_tweet.part0 = [
 {
  "tweet": {
   "edit_info": {
    "initial": {
     "editTweetIds": [
      "1576119725061046272"
     ],
     "editableUntil": "2022-10-01T08:00:00.000Z",
     "editsRemaining": "5",
     "isEditEligible": true
    }
   },
   "retweeted": false,
   "source": "<a href=\"https://example.org\">Invented app</a>",
   "entities": {
    "hashtags": [],
    "symbols": [],
    "user_mentions": [],
    "urls": []
   },
   "display_text_range": [
    "0",
    "13"
   ],
   "favorite_count": "0",
   "id_str": "1576119725061046272",
   "truncated": false,
   "retweet_count": "0",
   "id": "1576119725061046272",
   "created_at": "Sat Oct 01 08:00:00 +0000 2022",
   "favorited": false,
   "full_text": "for my circle",
   "lang": "en"
  }
 }
]

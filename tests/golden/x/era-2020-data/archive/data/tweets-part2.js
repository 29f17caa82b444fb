window.YTD.tweets.part2 = [
 {
  "tweet": {
   "edit_info": {
    "initial": {
     "editTweetIds": [
      "1807685571179446272"
     ],
     "editableUntil": "2024-07-01T08:00:00.000Z",
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
    "11"
   ],
   "favorite_count": "0",
   "id_str": "1807685571179446272",
   "truncated": false,
   "retweet_count": "0",
   "id": "1807685571179446272",
   "created_at": "Mon Jul 01 08:00:00 +0000 2024",
   "favorited": false,
   "full_text": "in part two",
   "lang": "en"
  }
 }
]

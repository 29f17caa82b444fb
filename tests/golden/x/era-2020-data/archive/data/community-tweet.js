window.YTD.community_tweet.part0 = [
 {
  "tweet": {
   "edit_info": {
    "initial": {
     "editTweetIds": [
      "1611701859775414272"
     ],
     "editableUntil": "2023-01-07T12:30:42.000Z",
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
    "14"
   ],
   "favorite_count": "0",
   "id_str": "1611701859775414272",
   "truncated": false,
   "retweet_count": "0",
   "id": "1611701859775414272",
   "created_at": "Sat Jan 07 12:30:42 +0000 2023",
   "favorited": false,
   "full_text": "to a community",
   "lang": "en",
   "scopes": {
    "followers": false
   },
   "community_id": "600",
   "community_id_str": "600"
  }
 }
]

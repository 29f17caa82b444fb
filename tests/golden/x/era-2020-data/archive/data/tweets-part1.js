window.YTD.tweets.part1 = [
 {
  "tweet": {
   "edit_info": {
    "edit": {
     "initialTweetId": "1796829034705846272",
     "editControlInitial": {
      "editTweetIds": [
       "1796829034705846272",
       "1796831551288246272",
       "1796834067870646272"
      ],
      "editsRemaining": "4"
     }
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
   "id_str": "1796831551288246272",
   "truncated": false,
   "retweet_count": "0",
   "id": "1796831551288246272",
   "created_at": "Sat Jun 01 09:10:00 +0000 2024",
   "favorited": false,
   "full_text": "second wording",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "edit_info": {
    "initial": {
     "editTweetIds": [
      "1919257014563766272"
     ],
     "editableUntil": "2025-05-05T05:05:05.000Z",
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
    "20"
   ],
   "favorite_count": "0",
   "id_str": "1919257014563766272",
   "truncated": false,
   "retweet_count": "0",
   "id": "1919257014563766272",
   "created_at": "Tue Mar 04 11:22:33 +0000 2003",
   "favorited": false,
   "full_text": "a date that is wrong",
   "lang": "en"
  }
 }
]

window.YTD.tweets.part0 = [
 {
  "tweet": {
   "edit_info": {
    "initial": {
     "editTweetIds": [
      "1741730979640246272"
     ],
     "editableUntil": "2024-01-01T08:00:00.000Z",
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
    "18"
   ],
   "favorite_count": "0",
   "id_str": "1741730979640246272",
   "truncated": false,
   "retweet_count": "0",
   "id": "1741730979640246272",
   "created_at": "Mon Jan 01 08:00:00 +0000 2024",
   "favorited": false,
   "full_text": "under another name",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "id_str": "\u0000",
   "full_text": [
    "no"
   ]
  }
 },
 {
  "tweet": "no"
 },
 7,
 {
  "tweet": {}
 },
 {
  "tweet": {
   "edit_info": {
    "initial": {
     "editTweetIds": [
      "1742093367505846272"
     ],
     "editableUntil": "2024-01-02T08:00:00.000Z",
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
    "18"
   ],
   "favorite_count": "0",
   "id_str": "../../x",
   "truncated": false,
   "retweet_count": "0",
   "id": "x",
   "created_at": "Tue Jan 02 08:00:00 +0000 2024",
   "favorited": false,
   "full_text": "an id that is none",
   "lang": "en"
  }
 }
]

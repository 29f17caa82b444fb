window.YTD.deleted_tweets.part0 = [
 {
  "tweet": {
   "edit_info": {
    "initial": {
     "editTweetIds": [
      "1924721752273846272"
     ],
     "editableUntil": "2025-05-20T07:00:00.000Z",
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
    "urls": [],
    "media": [
     {
      "id_str": "91",
      "id": "91",
      "url": "https://t.co/m",
      "media_url_https": "https://example.org/91.jpg",
      "type": "photo"
     }
    ]
   },
   "display_text_range": [
    "0",
    "201"
   ],
   "favorite_count": "0",
   "id_str": "1924721752273846272",
   "truncated": false,
   "retweet_count": "0",
   "id": "1924721752273846272",
   "created_at": "Tue May 20 07:00:00 +0000 2025",
   "favorited": false,
   "full_text": "Deleted at length, with regret. Deleted at length, with regret. Deleted at length, with regret. Deleted at length, with regret. Deleted at length, with regret. Deleted at length, with regret. Deleted …",
   "lang": "en",
   "extended_entities": {
    "media": [
     {
      "id_str": "91",
      "id": "91",
      "url": "https://t.co/m",
      "media_url_https": "https://example.org/91.jpg",
      "type": "photo"
     }
    ]
   }
  }
 }
]

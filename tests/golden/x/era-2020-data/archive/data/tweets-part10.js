window.YTD.tweets.part10 = [
 {
  "tweet": {
   "edit_info": {
    "initial": {
     "editTweetIds": [
      "1818919595013046272"
     ],
     "editableUntil": "2024-08-01T08:00:00.000Z",
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
      "id_str": "81",
      "id": "81",
      "url": "https://t.co/m",
      "media_url_https": "https://example.org/81.jpg",
      "type": "photo"
     }
    ]
   },
   "display_text_range": [
    "0",
    "11"
   ],
   "favorite_count": "0",
   "id_str": "1818919595013046272",
   "truncated": false,
   "retweet_count": "0",
   "id": "1818919595013046272",
   "created_at": "Thu Aug 01 08:00:00 +0000 2024",
   "favorited": false,
   "full_text": "in part ten",
   "lang": "en",
   "extended_entities": {
    "media": [
     {
      "id_str": "81",
      "id": "81",
      "url": "https://t.co/m",
      "media_url_https": "https://example.org/81.jpg",
      "type": "video"
     }
    ]
   }
  }
 },
 {
  "tweet": {
   "id_str": "77",
   "id": "77",
   "created_at": "Thu Jan 01 00:00:00 +0000 1970",
   "full_text": "counted, not dropped",
   "entities": {}
  }
 },
 {
  "tweet": {
   "id_str": "78",
   "id": "78",
   "created_at": "Wed Jun 04 08:00:00 +0000 1997",
   "full_text": "older than the platform",
   "entities": {}
  }
 }
]

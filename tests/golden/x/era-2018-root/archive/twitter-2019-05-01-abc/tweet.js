window.YTD.tweet.part0 = [
 {
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
  "id_str": "1079889945293750272",
  "truncated": false,
  "retweet_count": "0",
  "id": "1079889945293750272",
  "created_at": "Tue Jan 01 00:00:01 +0000 2019",
  "favorited": false,
  "full_text": "bare record",
  "lang": "en"
 },
 {
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
   "19"
  ],
  "favorite_count": "0",
  "id_str": "1002489932805046272",
  "truncated": false,
  "retweet_count": "0",
  "id": "1002489932805046272",
  "created_at": "Fri Jun 01 10:00:00 +0000 2018",
  "favorited": false,
  "full_text": "RT @someone: theirs",
  "lang": "en"
 },
 {
  "retweeted": false,
  "source": "<a href=\"https://example.org\">Invented app</a>",
  "entities": {
   "hashtags": [],
   "symbols": [],
   "user_mentions": [
    {
     "name": "someone",
     "screen_name": "someone",
     "indices": [
      "0",
      "1"
     ],
     "id_str": "70",
     "id": "70"
    }
   ],
   "urls": []
  },
  "display_text_range": [
   "0",
   "12"
  ],
  "favorite_count": "0",
  "id_str": "1013361568773046272",
  "truncated": false,
  "retweet_count": "0",
  "id": "1013361568773046272",
  "created_at": "Sun Jul 01 10:00:00 +0000 2018",
  "favorited": false,
  "full_text": "@someone yes",
  "lang": "en",
  "in_reply_to_user_id": "70"
 }
]

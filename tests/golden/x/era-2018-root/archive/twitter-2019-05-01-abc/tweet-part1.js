window.YTD.tweet.part1 = [
 {
  "retweeted": false,
  "source": "<a href=\"https://example.org\">Invented app</a>",
  "entities": {
   "hashtags": [],
   "symbols": [],
   "user_mentions": [],
   "urls": [],
   "media": [
    {
     "id_str": "55",
     "id": "55",
     "url": "https://t.co/m",
     "media_url_https": "https://example.org/55.jpg",
     "type": "photo"
    }
   ]
  },
  "display_text_range": [
   "0",
   "11"
  ],
  "favorite_count": "0",
  "id_str": "1024595592606646272",
  "truncated": false,
  "retweet_count": "0",
  "id": "1024595592606646272",
  "created_at": "Wed Aug 01 10:00:00 +0000 2018",
  "favorited": false,
  "full_text": "with a film",
  "lang": "en",
  "extended_entities": {
   "media": [
    {
     "id_str": "55",
     "id": "55",
     "url": "https://t.co/m",
     "media_url_https": "https://example.org/55.jpg",
     "type": "video"
    }
   ]
  }
 },
 {
  "id": 61,
  "created_at": "Fri Jan 02 10:00:00 +0200 2009",
  "full_text": "from before snowflakes"
 }
]

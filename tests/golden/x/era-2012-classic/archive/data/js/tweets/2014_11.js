Grailbird.data.tweets_2014_11 = [
 {
  "source": "web",
  "entities": {
   "user_mentions": [],
   "media": [],
   "hashtags": [],
   "urls": []
  },
  "geo": {},
  "id_str": "532734146900918272",
  "text": "newest &amp; protected",
  "id": 532734146900918272,
  "created_at": "2014-11-13 03:18:13 +0000",
  "user": {
   "name": "Ida",
   "screen_name": "ida_invents",
   "protected": true,
   "id_str": "44",
   "id": 44,
   "verified": false
  }
 },
 {
  "source": "web",
  "entities": {
   "user_mentions": [
    {
     "screen_name": "other",
     "id_str": "70"
    }
   ],
   "media": [],
   "hashtags": [],
   "urls": []
  },
  "geo": {},
  "id_str": "528743296005046272",
  "text": "RT @other: theirs, cut",
  "id": 528743296005046272,
  "created_at": "2014-11-02 03:00:00 +0000",
  "user": {
   "name": "Ida",
   "screen_name": "ida_invents",
   "protected": true,
   "id_str": "44",
   "id": 44,
   "verified": false
  },
  "retweeted_status": {
   "id": 1,
   "text": "theirs"
  }
 }
]

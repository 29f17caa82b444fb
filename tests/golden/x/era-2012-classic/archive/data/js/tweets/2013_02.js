Grailbird.data.tweets_2013_02 = [
 {
  "source": "web",
  "entities": {
   "user_mentions": [],
   "media": [
    {
     "id_str": "501",
     "media_url_https": "https://example.org/p.jpg"
    }
   ],
   "hashtags": [],
   "urls": []
  },
  "geo": {},
  "id_str": "298007922078646272",
  "text": "a picture",
  "id": 298007922078646272,
  "created_at": "2013-02-03 10:00:00 +0000",
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
  "id_str": "297283146347446272",
  "text": "@other hi",
  "id": 297283146347446272,
  "created_at": "2013-02-01 10:00:00 +0000",
  "user": {
   "name": "Ida",
   "screen_name": "ida_invents",
   "protected": false,
   "id_str": "44",
   "id": 44,
   "verified": false
  },
  "in_reply_to_user_id": 70,
  "in_reply_to_user_id_str": "70",
  "in_reply_to_screen_name": "other"
 }
]

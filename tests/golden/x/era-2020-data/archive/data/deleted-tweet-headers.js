window.YTD.deleted_tweet_headers.part0 = [
 {
  "tweet": {
   "tweet_id": "1924721752273846272",
   "user_id": "5001",
   "created_at": "Tue May 20 07:00:00 +0000 2025",
   "deleted_at": "Wed May 21 07:00:00 +0000 2025"
  }
 },
 {
  "tweet": {
   "tweet_id": "1925446528005046272",
   "user_id": "5001",
   "created_at": "Thu May 22 07:00:00 +0000 2025",
   "deleted_at": "Fri May 23 07:00:00 +0000 2025"
  }
 }
]

window.YTD.like.part0 = [
 {
  "like": {
   "tweetId": "5",
   "fullText": "Another's words",
   "expandedUrl": "https://twitter.com/i/web/status/5"
  }
 }
]

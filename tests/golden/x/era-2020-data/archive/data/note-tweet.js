window.YTD.note_tweet.part0 = [
 {
  "noteTweet": {
   "noteTweetId": "9001",
   "updatedAt": "2024-02-01T12:00:02.000Z",
   "createdAt": "2024-02-01T12:00:02.000Z",
   "lifecycle": {
    "value": "1",
    "name": "Active"
   },
   "core": {
    "text": "The lighthouse keeper of Invented Bay counts ships & gulls. The lighthouse keeper of Invented Bay counts ships & gulls. The lighthouse keeper of Invented Bay counts ships & gulls. The lighthouse keeper of Invented Bay counts ships & gulls. The lighthouse keeper of Invented Bay counts ships & gulls. The lighthouse keeper of Invented Bay counts ships & gulls. The lighthouse keeper of Invented Bay counts ships & gulls. The lighthouse keeper of Invented Bay counts ships & gulls. ",
    "urls": [],
    "mentions": [
     {
      "screenName": "keeper"
     }
    ],
    "hashtags": []
   }
  }
 },
 {
  "noteTweet": {
   "noteTweetId": "9002",
   "updatedAt": "2024-02-01T12:00:02.000Z",
   "createdAt": "2024-02-09T12:00:02.000Z",
   "lifecycle": {
    "value": "1",
    "name": "Active"
   },
   "core": {
    "text": "The lighthouse keeper of Invented Bay counts ships & gulls. The lighthouse keeper of Invented Bay counts ships & gulls. The lighthouse keeper of Invented Bay counts ships & gulls. The lighthouse keeper of Invented Bay counts ships & gulls. The lighthouse keeper of Invented Bay counts ships & gulls. The lighthouse keeper of Invented Bay counts ships & gulls. The lighthouse keeper of Invented Bay counts ships & gulls. The lighthouse keeper of Invented Bay counts ships & gulls. ",
    "urls": [],
    "mentions": [
     {
      "screenName": "keeper"
     }
    ],
    "hashtags": []
   }
  }
 }
]

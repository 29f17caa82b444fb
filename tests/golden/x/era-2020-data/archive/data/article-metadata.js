window.YTD.article_metadata.part0 = [
 {
  "articleMetadata": {
   "authorId": "5001",
   "createdAtMs": "1736534733000",
   "firstPublishedAtMs": "1736621133000",
   "tweetId": "1877794800000000001",
   "lifecycleState": {
    "lifecycle": {
     "value": "2",
     "name": "Published"
    }
   }
  }
 },
 {
  "articleMetadata": {
   "authorId": "5001",
   "createdAtMs": "1736534733000",
   "lifecycleState": {
    "lifecycle": {
     "value": "3",
     "name": "Draft"
    }
   }
  }
 }
]

window.YTD.deleted_note_tweet.part0 = [
 {
  "noteTweet": {
   "noteTweetId": "9003",
   "updatedAt": "2024-02-01T12:00:02.000Z",
   "createdAt": "2025-05-20T07:00:01.000Z",
   "lifecycle": {
    "value": "1",
    "name": "Active"
   },
   "core": {
    "text": "Deleted at length, with regret. Deleted at length, with regret. Deleted at length, with regret. Deleted at length, with regret. Deleted at length, with regret. Deleted at length, with regret. Deleted at length, with regret. Deleted at length, with regret. Deleted at length, with regret. Deleted at length, with regret. Deleted at length, with regret. Deleted at length, with regret. "
   }
  }
 }
]

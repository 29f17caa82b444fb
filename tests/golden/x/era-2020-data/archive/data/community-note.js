window.YTD.community_note.part0 = [
 {
  "communityNote": {
   "noteId": "1",
   "summary": "invented"
  }
 }
]

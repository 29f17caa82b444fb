window.YTD.article.part0 = [
 {
  "article": {
   "id": "801",
   "title": "On gulls",
   "content": {
    "blocks": [
     {
      "text": "They are loud."
     },
     {
      "text": "They are many."
     }
    ]
   }
  }
 },
 {
  "article": {
   "id": "802",
   "title": "Unfinished",
   "content": {
    "blocks": [
     {
      "text": "never shown"
     }
    ]
   }
  }
 }
]

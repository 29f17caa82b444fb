window.YTD.direct_messages.part0 = [
 {
  "dmConversation": {
   "conversationId": "1-2",
   "messages": [
    {
     "messageCreate": {
      "recipientId": "5002",
      "reactions": [],
      "urls": [],
      "text": "kept",
      "mediaUrls": [],
      "senderId": "1",
      "id": "5",
      "createdAt": "2024-01-02T00:00:00.000Z"
     }
    },
    {
     "messageCreate": {
      "id": []
     }
    },
    5,
    {
     "messageCreate": {
      "recipientId": "5002",
      "reactions": [],
      "urls": [],
      "text": "no date",
      "mediaUrls": [],
      "senderId": "1",
      "id": "6",
      "createdAt": "soon"
     }
    }
   ]
  }
 }
]

window.YTD.direct_messages.part0 = [
 {
  "dmConversation": {
   "conversationId": "5001-5002",
   "messages": [
    {
     "messageCreate": {
      "recipientId": "5002",
      "reactions": [],
      "urls": [],
      "text": "and you?",
      "mediaUrls": [],
      "senderId": "5002",
      "id": "2",
      "createdAt": "2025-01-02T00:00:00.000Z"
     }
    },
    {
     "messageCreate": {
      "recipientId": "5002",
      "reactions": [],
      "urls": [],
      "text": "hello &amp; welcome",
      "mediaUrls": [
       "https://example.org/x.jpg"
      ],
      "senderId": "5001",
      "id": "1",
      "createdAt": "2025-01-01T00:00:00.000Z"
     }
    }
   ]
  }
 }
]

window.YTD.direct_message.part0 = [
 {
  "dmConversation": {
   "conversationId": "33-34",
   "messages": [
    {
     "messageCreate": {
      "recipientId": "5002",
      "reactions": [],
      "urls": [],
      "text": "hey",
      "mediaUrls": [],
      "senderId": "34",
      "id": "1600",
      "createdAt": "2018-01-02T00:00:00.000Z"
     }
    }
   ]
  }
 }
]

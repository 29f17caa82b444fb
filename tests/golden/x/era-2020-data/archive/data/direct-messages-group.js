window.YTD.direct_messages_group.part0 = [
 {
  "dmConversation": {
   "conversationId": "15",
   "messages": [
    {
     "messageCreate": {
      "recipientId": "5002",
      "reactions": [],
      "urls": [],
      "text": "to all",
      "mediaUrls": [],
      "senderId": "5003",
      "id": "3",
      "createdAt": "2025-01-03T00:00:00.000Z"
     }
    },
    {
     "joinConversation": {
      "initiatingUserId": "5003",
      "participantsSnapshot": [
       "5001"
      ],
      "createdAt": "2025-01-03T00:00:00.000Z"
     }
    },
    {
     "participantsLeave": {
      "userIds": [
       "5002"
      ],
      "createdAt": "2025-01-04T00:00:00.000Z"
     }
    },
    {
     "conversationNameUpdate": {
      "initiatingUserId": "5003",
      "name": "Invented",
      "createdAt": "2025-01-05T00:00:00.000Z"
     }
    }
   ]
  }
 }
]

window.YTD.grok_chat_item.part0 = [
 {
  "grokChatItem": {
   "accountId": "5001",
   "chatId": "4001",
   "createdAt": "2025-02-01T10:00:00.000Z",
   "message": "What is &lt;b&gt;?",
   "sender": {
    "value": "1",
    "name": "User"
   },
   "grokMode": {
    "value": "1",
    "name": "Normal"
   }
  }
 },
 {
  "grokChatItem": {
   "accountId": "5001",
   "chatId": "4001",
   "createdAt": "2025-02-01T10:00:05.000Z",
   "message": "A tag.",
   "sender": {
    "value": "2",
    "name": "Agent"
   },
   "grokMode": {
    "value": "1",
    "name": "Normal"
   }
  }
 },
 {
  "grokChatItem": {
   "accountId": "5001",
   "chatId": "4001",
   "createdAt": "2025-02-01T10:01:00.000Z",
   "message": "And this?",
   "sender": {
    "value": "1",
    "name": "User"
   },
   "grokMode": {
    "value": "1",
    "name": "Normal"
   },
   "attachments": [
    {
     "fileName": "p.jpg",
     "mediaId": "1"
    }
   ]
  }
 },
 {
  "grokChatItem": {
   "accountId": "5001",
   "chatId": "4001",
   "createdAt": "2025-02-01T10:02:00.000Z",
   "message": "searched",
   "sender": {
    "value": "7",
    "name": "Tool"
   },
   "grokMode": {
    "value": "1",
    "name": "Normal"
   }
  }
 }
]

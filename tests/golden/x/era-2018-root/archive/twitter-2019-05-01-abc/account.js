window.YTD.account.part0 = [
 {
  "account": {
   "username": "old_root",
   "accountId": "33",
   "createdAt": "2010-01-01T00:00:00.000Z"
  }
 }
]

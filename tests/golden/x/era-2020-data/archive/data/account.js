window.YTD.account.part0 = [
 {
  "account": {
   "email": "nobody@example.org",
   "username": "noa_invents",
   "accountId": "5001",
   "createdAt": "2015-01-01T00:00:00.000Z",
   "accountDisplayName": "Noa"
  }
 }
]

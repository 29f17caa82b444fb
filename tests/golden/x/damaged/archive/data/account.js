window.YTD.account.part0 = [
 {
  "account": {
   "username": "<script>alert(1)</script>",
   "accountId": "12x"
  }
 }
]

window.YTD.protected_history.part0 = [
 {
  "protectedHistory": {
   "protectedAt": "2024-02-01T10:00:00.000Z",
   "action": "Protect"
  }
 },
 {
  "protectedHistory": {
   "protectedAt": "never",
   "action": "Protect"
  }
 }
]

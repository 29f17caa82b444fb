window.YTD.protected_history.part0 = [
 {
  "protectedHistory": {
   "protectedAt": "2025-03-01T10:00:00.000Z",
   "action": "Protect"
  }
 },
 {
  "protectedHistory": {
   "protectedAt": "2025-04-01T10:00:00.000Z",
   "action": "Unprotect"
  }
 }
]

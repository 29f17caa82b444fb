window.YTD.profile.part0 = [
 {
  "profile": {
   "description": {
    "bio": "Invents things & names",
    "website": "",
    "location": "Nowhere"
   },
   "avatarMediaUrl": "https://example.org/a.jpg"
  }
 }
]

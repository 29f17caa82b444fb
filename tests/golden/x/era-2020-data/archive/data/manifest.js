window.__THAR_CONFIG = {
 "userInfo": {
  "accountId": "5001",
  "userName": "noa_invents",
  "displayName": "Noa"
 },
 "archiveInfo": {
  "sizeBytes": "1",
  "generationDate": "2025-06-01T06:00:00.000Z",
  "isPartialArchive": false
 },
 "dataTypes": {
  "account": {
   "files": [
    {
     "fileName": "data/account.js",
     "globalName": "YTD.x.part0",
     "count": "1"
    }
   ]
  },
  "tweets": {
   "mediaDirectory": "data/tweets_media",
   "files": [
    {
     "fileName": "data/tweets.js",
     "globalName": "YTD.x.part0",
     "count": "10"
    },
    {
     "fileName": "data/tweets-part1.js",
     "globalName": "YTD.x.part0",
     "count": "2"
    },
    {
     "fileName": "data/tweets-part2.js",
     "globalName": "YTD.x.part0",
     "count": "2"
    },
    {
     "fileName": "data/tweets-part3.js",
     "globalName": "YTD.x.part0",
     "count": "7"
    },
    {
     "fileName": "data/tweets-part10.js",
     "globalName": "YTD.x.part0",
     "count": "3"
    }
   ]
  },
  "noteTweet": {
   "files": [
    {
     "fileName": "data/note-tweet.js",
     "globalName": "YTD.x.part0",
     "count": "2"
    }
   ]
  },
  "verified": {
   "files": [
    {
     "fileName": "data/verified.js",
     "globalName": "YTD.x.part0",
     "count": "1"
    }
   ]
  },
  "directMessages": {
   "files": [
    {
     "fileName": "data/direct-messages.js",
     "globalName": "YTD.x.part0",
     "count": "1"
    }
   ]
  }
 }
}

window.__THAR_CONFIG = {
 "dataTypes": {
  "tweets": {
   "files": [
    {
     "fileName": "../../etc/<b>",
     "count": "1"
    }
   ]
  },
  "odd": 7
 }
}

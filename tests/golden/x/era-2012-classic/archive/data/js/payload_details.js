var payload_details = {
 "tweets": 6,
 "created_at": "2014-11-20 12:54:20 +0000",
 "lang": "en"
}

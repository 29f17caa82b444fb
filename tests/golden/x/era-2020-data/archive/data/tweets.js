window.YTD.tweets.part0 = [
 {
  "tweet": {
   "edit_info": {
    "initial": {
     "editTweetIds": [
      "1741730979640246272"
     ],
     "editableUntil": "2024-01-01T08:00:00.000Z",
     "editsRemaining": "5",
     "isEditEligible": true
    }
   },
   "retweeted": false,
   "source": "<a href=\"https://example.org\">Invented app</a>",
   "entities": {
    "hashtags": [],
    "symbols": [],
    "user_mentions": [],
    "urls": []
   },
   "display_text_range": [
    "0",
    "38"
   ],
   "favorite_count": "0",
   "id_str": "1741730979640246272",
   "truncated": false,
   "retweet_count": "0",
   "id": "1741730979640246272",
   "created_at": "Mon Jan 01 08:00:00 +0000 2024",
   "favorited": false,
   "full_text": "Tea &amp; toast &lt;3 &amp;lt; literal",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "edit_info": {
    "initial": {
     "editTweetIds": [
      "1753025401451446272"
     ],
     "editableUntil": "2024-02-01T12:00:00.000Z",
     "editsRemaining": "5",
     "isEditEligible": true
    }
   },
   "retweeted": false,
   "source": "<a href=\"https://example.org\">Invented app</a>",
   "entities": {
    "hashtags": [],
    "symbols": [],
    "user_mentions": [],
    "urls": []
   },
   "display_text_range": [
    "0",
    "249"
   ],
   "favorite_count": "0",
   "id_str": "1753025401451446272",
   "truncated": false,
   "retweet_count": "0",
   "id": "1753025401451446272",
   "created_at": "Thu Feb 01 12:00:00 +0000 2024",
   "favorited": false,
   "full_text": "The lighthouse keeper of Invented Bay counts ships &amp; gulls. The lighthouse keeper of Invented Bay counts ships &amp; gulls. The lighthouse keeper of Invented Bay counts ships &amp; gulls. The lighthouse keeper of Invented Bay … https://t.co/long",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "edit_info": {
    "initial": {
     "editTweetIds": [
      "1763474251576246272"
     ],
     "editableUntil": "2024-03-01T08:00:00.000Z",
     "editsRemaining": "5",
     "isEditEligible": true
    }
   },
   "retweeted": false,
   "source": "<a href=\"https://example.org\">Invented app</a>",
   "entities": {
    "hashtags": [],
    "symbols": [],
    "user_mentions": [
     {
      "name": "stranger",
      "screen_name": "stranger",
      "indices": [
       "0",
       "1"
      ],
      "id_str": "70",
      "id": "70"
     }
    ],
    "urls": [],
    "media": [
     {
      "id_str": "31",
      "id": "31",
      "url": "https://t.co/m",
      "media_url_https": "https://example.org/31.jpg",
      "type": "photo",
      "source_user_id_str": "99",
      "source_status_id_str": "1"
     }
    ]
   },
   "display_text_range": [
    "0",
    "30"
   ],
   "favorite_count": "0",
   "id_str": "1763474251576246272",
   "truncated": false,
   "retweet_count": "0",
   "id": "1763474251576246272",
   "created_at": "Fri Mar 01 08:00:00 +0000 2024",
   "favorited": false,
   "full_text": "RT @stranger: words of another",
   "lang": "en",
   "extended_entities": {
    "media": [
     {
      "id_str": "31",
      "id": "31",
      "url": "https://t.co/m",
      "media_url_https": "https://example.org/31.jpg",
      "type": "photo",
      "source_user_id_str": "99",
      "source_status_id_str": "1"
     }
    ]
   }
  }
 },
 {
  "tweet": {
   "edit_info": {
    "initial": {
     "editTweetIds": [
      "1763836639441846272"
     ],
     "editableUntil": "2024-03-02T08:00:00.000Z",
     "editsRemaining": "5",
     "isEditEligible": true
    }
   },
   "retweeted": false,
   "source": "<a href=\"https://example.org\">Invented app</a>",
   "entities": {
    "hashtags": [],
    "symbols": [],
    "user_mentions": [
     {
      "name": "stranger",
      "screen_name": "stranger",
      "indices": [
       "0",
       "1"
      ],
      "id_str": "70",
      "id": "70"
     }
    ],
    "urls": []
   },
   "display_text_range": [
    "0",
    "16"
   ],
   "favorite_count": "0",
   "id_str": "1763836639441846272",
   "truncated": false,
   "retweet_count": "0",
   "id": "1763836639441846272",
   "created_at": "Sat Mar 02 08:00:00 +0000 2024",
   "favorited": false,
   "full_text": "@stranger agreed",
   "lang": "en",
   "in_reply_to_status_id_str": "12",
   "in_reply_to_user_id_str": "70",
   "in_reply_to_screen_name": "stranger"
  }
 },
 {
  "tweet": {
   "edit_info": {
    "initial": {
     "editTweetIds": [
      "1764199027307446272"
     ],
     "editableUntil": "2024-03-03T08:00:00.000Z",
     "editsRemaining": "5",
     "isEditEligible": true
    }
   },
   "retweeted": false,
   "source": "<a href=\"https://example.org\">Invented app</a>",
   "entities": {
    "hashtags": [],
    "symbols": [],
    "user_mentions": [],
    "urls": []
   },
   "display_text_range": [
    "0",
    "17"
   ],
   "favorite_count": "0",
   "id_str": "1764199027307446272",
   "truncated": false,
   "retweet_count": "0",
   "id": "1764199027307446272",
   "created_at": "Sun Mar 03 08:00:00 +0000 2024",
   "favorited": false,
   "full_text": "and another thing",
   "lang": "en",
   "in_reply_to_status_id_str": "13",
   "in_reply_to_user_id_str": "5001",
   "in_reply_to_screen_name": "noa_invents"
  }
 },
 {
  "tweet": {
   "edit_info": {
    "initial": {
     "editTweetIds": [
      "1774708275409846272"
     ],
     "editableUntil": "2024-04-01T08:00:00.000Z",
     "editsRemaining": "5",
     "isEditEligible": true
    }
   },
   "retweeted": false,
   "source": "<a href=\"https://example.org\">Invented app</a>",
   "entities": {
    "hashtags": [],
    "symbols": [],
    "user_mentions": [],
    "urls": [],
    "media": [
     {
      "id_str": "41",
      "id": "41",
      "url": "https://t.co/m",
      "media_url_https": "https://example.org/41.jpg",
      "type": "photo"
     }
    ]
   },
   "display_text_range": [
    "0",
    "23"
   ],
   "favorite_count": "0",
   "id_str": "1774708275409846272",
   "truncated": false,
   "retweet_count": "0",
   "id": "1774708275409846272",
   "created_at": "Mon Apr 01 08:00:00 +0000 2024",
   "favorited": false,
   "full_text": "two pictures and a loop",
   "lang": "en",
   "extended_entities": {
    "media": [
     {
      "id_str": "41",
      "id": "41",
      "url": "https://t.co/m",
      "media_url_https": "https://example.org/41.jpg",
      "type": "photo"
     },
     {
      "id_str": "42",
      "id": "42",
      "url": "https://t.co/m",
      "media_url_https": "https://example.org/42.jpg",
      "type": "photo"
     },
     {
      "id_str": "43",
      "id": "43",
      "url": "https://t.co/m",
      "media_url_https": "https://example.org/43.jpg",
      "type": "animated_gif"
     },
     {
      "id_str": "44",
      "id": "44",
      "url": "https://t.co/m",
      "media_url_https": "https://example.org/44.jpg",
      "type": "photo",
      "source_user_id_str": "99"
     }
    ]
   }
  }
 },
 {
  "tweet": {
   "edit_info": {
    "initial": {
     "editTweetIds": [
      "1785579911377846272"
     ],
     "editableUntil": "2024-05-01T08:00:00.000Z",
     "editsRemaining": "5",
     "isEditEligible": true
    }
   },
   "retweeted": false,
   "source": "<a href=\"https://example.org\">Invented app</a>",
   "entities": {
    "user_mentions": [],
    "urls": [
     {
      "url": "https://t.co/q",
      "expanded_url": "https://twitter.com/stranger/status/7"
     }
    ]
   },
   "display_text_range": [
    "0",
    "27"
   ],
   "favorite_count": "0",
   "id_str": "1785579911377846272",
   "truncated": false,
   "retweet_count": "0",
   "id": "1785579911377846272",
   "created_at": "Wed May 01 08:00:00 +0000 2024",
   "favorited": false,
   "full_text": "look at this https://t.co/q",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "edit_info": {
    "edit": {
     "initialTweetId": "1796829034705846272",
     "editControlInitial": {
      "editTweetIds": [
       "1796829034705846272",
       "1796831551288246272",
       "1796834067870646272"
      ],
      "editsRemaining": "3"
     }
    }
   },
   "retweeted": false,
   "source": "<a href=\"https://example.org\">Invented app</a>",
   "entities": {
    "hashtags": [],
    "symbols": [],
    "user_mentions": [],
    "urls": []
   },
   "display_text_range": [
    "0",
    "22"
   ],
   "favorite_count": "0",
   "id_str": "1796834067870646272",
   "truncated": false,
   "retweet_count": "0",
   "id": "1796834067870646272",
   "created_at": "Sat Jun 01 09:20:00 +0000 2024",
   "favorited": false,
   "full_text": "third and last wording",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "edit_info": {
    "initial": {
     "editTweetIds": [
      "1796829034705846272",
      "1796831551288246272",
      "1796834067870646272"
     ],
     "editsRemaining": "3"
    }
   },
   "retweeted": false,
   "source": "<a href=\"https://example.org\">Invented app</a>",
   "entities": {
    "hashtags": [],
    "symbols": [],
    "user_mentions": [],
    "urls": []
   },
   "display_text_range": [
    "0",
    "13"
   ],
   "favorite_count": "0",
   "id_str": "1796829034705846272",
   "truncated": false,
   "retweet_count": "0",
   "id": "1796829034705846272",
   "created_at": "Sat Jun 01 09:00:00 +0000 2024",
   "favorited": false,
   "full_text": "first wording",
   "lang": "en"
  }
 },
 {
  "tweet": {
   "edit_info": {
    "initial": {
     "editTweetIds": [
      "1576119725061046272"
     ],
     "editableUntil": "2022-10-01T08:00:00.000Z",
     "editsRemaining": "5",
     "isEditEligible": true
    }
   },
   "retweeted": false,
   "source": "<a href=\"https://example.org\">Invented app</a>",
   "entities": {
    "hashtags": [],
    "symbols": [],
    "user_mentions": [],
    "urls": []
   },
   "display_text_range": [
    "0",
    "13"
   ],
   "favorite_count": "0",
   "id_str": "1576119725061046272",
   "truncated": false,
   "retweet_count": "0",
   "id": "1576119725061046272",
   "created_at": "Sat Oct 01 08:00:00 +0000 2022",
   "favorited": false,
   "full_text": "for my circle",
   "lang": "en"
  }
 }
]

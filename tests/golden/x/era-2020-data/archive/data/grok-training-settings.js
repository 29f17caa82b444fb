window.YTD.grok_training_settings.part0 = [
 {
  "grokTrainingSettings": {
   "setting": "invented"
  }
 }
]

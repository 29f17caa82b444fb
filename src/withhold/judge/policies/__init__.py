"""What does a policy say about training, and what does a new version of it mean?"""

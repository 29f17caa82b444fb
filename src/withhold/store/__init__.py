"""The port to the disk: the only room that speaks SQL or keeps evidence."""

"""What each page asks of the house, and which template shows the answer."""

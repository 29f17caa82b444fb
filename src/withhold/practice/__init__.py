"""Invented settings pages to rehearse on, under the platforms' real host names."""

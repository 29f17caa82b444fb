"""Invented settings pages to rehearse on."""

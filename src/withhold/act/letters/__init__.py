"""Draft what a person may send; nothing here sends anything."""

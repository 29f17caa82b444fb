"""The home behind a passphrase: closed into one encrypted file, and opened again."""

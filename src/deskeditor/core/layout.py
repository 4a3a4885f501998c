"""What lies where in a desk's folder."""

DATABASE = "desk.sqlite3"
PHOTOS = "photos"
BACKUPS = "backups"

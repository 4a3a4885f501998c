"""The Edition room: the front page of a date, ordered and seen as it will be."""

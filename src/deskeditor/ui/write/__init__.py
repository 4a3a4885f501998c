"""The Write room: the list of stories, the story as a page, and what belongs to it."""

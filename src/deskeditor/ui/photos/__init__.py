"""The Photos room: a contact sheet of the archive, and the caption desk below it."""

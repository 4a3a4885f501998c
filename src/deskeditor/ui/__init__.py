"""The window. Qt lives here and nowhere else; everything it can do, ``deskeditor.desk`` does."""

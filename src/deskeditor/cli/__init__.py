"""The command line: the window's use cases without a window."""

from deskeditor.cli.main import default_desk, main

__all__ = ["default_desk", "main"]

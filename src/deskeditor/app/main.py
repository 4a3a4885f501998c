"""The program: the command line, and the window it opens."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from deskeditor.app.window import run_window
from deskeditor.cli.main import main as run_command_line


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; the arguments are those of the process where none are given."""
    return run_command_line(sys.argv[1:] if argv is None else argv, run_window)


if __name__ == "__main__":
    sys.exit(main())

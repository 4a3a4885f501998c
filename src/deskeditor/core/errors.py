"""The one error that a user may see."""


class DeskError(Exception):
    """A sentence for the user: what went wrong, where, and how to mend it.

    Every part of the program turns what the outside world does wrong into this; the window shows it beside the
    thing itself, the command line prints it as ``deskeditor: error: …`` and ends with exit code 1.
    """

    def __init__(self, what: str, *, where: str = "", mend: str = "") -> None:
        self.what = what
        self.where = where
        self.mend = mend
        super().__init__(self.sentence())

    def sentence(self) -> str:
        """What, where and how to mend it, on one line."""
        place = f"{self.where}: " if self.where else ""
        remedy = f"; {self.mend}" if self.mend else ""
        return f"{place}{self.what}{remedy}"


class NotFoundError(DeskError):
    """Nothing on the desk has that id, slug or name."""


class ReadOnlyDeskError(DeskError):
    """The desk is held by another program, or its folder cannot be written."""


class StaleWriteError(DeskError):
    """The story has been saved by somebody else since it was read."""


class IllegalMoveError(DeskError):
    """A story cannot go from its status to the one asked for."""


class CancelledError(DeskError):
    """The user cancelled; nothing was changed."""

    def __init__(self) -> None:
        super().__init__("Cancelled; nothing was changed")

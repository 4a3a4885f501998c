"""What the user should know of where the desk lies, and of other hands on it; each a sentence with how to mend it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from deskeditor.core.errors import DeskError
from deskeditor.desk.context import Context

TOLERATED = timedelta(minutes=5)
"""By so much may two clocks differ, and nobody need hear of it."""
NAMED = 3


def notices(context: Context, elsewhere: str, last: datetime | None) -> Iterator[DeskError]:
    """``elsewhere`` is who has the desk open on another computer, ``last`` when it had been written to at opening."""
    from deskeditor.store import conflict_copies

    store, folder = context.store, str(context.folder)
    try:
        store.check_file()
    except DeskError as error:
        yield error
    if store.network:
        yield DeskError(
            f"The desk lies on a disk of the network ({store.network}), where saving is slower and safe from one"
            " computer at a time only",
            where=folder,
            mend="move it to a disk of this computer",
        )
    if elsewhere:
        yield DeskError(
            f"The desk is open on another computer, or was when that failed{elsewhere}",
            where=folder,
            mend="close it there before you write here",
        )
    if copies := conflict_copies(store.database):
        named = ", ".join(copies[:NAMED]) + (" …" if len(copies) > NAMED else "")
        yield DeskError(
            f"The service that syncs the folder has made copies of the desk that differ from it: {named}",
            where=folder,
            mend="stop syncing the folder while a desk is open; look into a copy by 'deskeditor restore', which makes"
            " a desk of it beside this one, and then move it away",
        )
    if last is not None and context.now() < last - TOLERATED:
        yield DeskError(
            f"The clock of this computer is behind the last change of the desk ({last:%Y-%m-%d %H:%M} UTC)",
            where=folder,
            mend="set the clock; until then what you change has that time, and its order is kept",
        )

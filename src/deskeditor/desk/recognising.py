"""Photos that were taken in before a desk knew likenesses and content credentials: looked at again, a few at a time."""

from __future__ import annotations

from deskeditor.core.changes import Changes, Done
from deskeditor.core.errors import DeskError
from deskeditor.desk.context import Context

AT_ONCE = 8
"""A moment's work, so that whoever waits for the desk has a turn."""
SETTING, LAST = "recognised", "seq"
"""How far the desk was gone through; a picture that is too even to be known again is then not looked at for ever."""


def recognise_some(context: Context) -> Done[int]:
    """Find out of the next few photos what they show and whether they are signed, where neither is known.

    Hands back how many were looked at: 0 when there are no more. A photo whose file is gone stays as it is.
    """
    from deskeditor import photos

    with context.store.reading() as work:
        last = int(work.settings.get(SETTING).get(LAST, 0))
        waiting = work.photos.unrecognised(last, AT_ONCE)
    found: list[tuple[str, str, str]] = []
    for _, key, sha256 in waiting:
        try:
            picture = photos.read_picture(context.originals.path(sha256), sha256=sha256)
        except DeskError:
            continue
        found.append((key, picture.likeness, picture.said.credentials))
    if waiting:
        with context.store.writing() as work:
            for key, likeness, credentials in found:
                work.photos.recognise(key, likeness, credentials)
            work.settings.put(SETTING, {LAST: waiting[-1][0]})
    signed = frozenset(key for key, _, credentials in found if credentials)
    return Done(len(waiting), Changes(photos=signed))

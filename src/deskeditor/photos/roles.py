"""What was decided of a picture as image regions of the IPTC, so that another program crops it as this one did."""

from __future__ import annotations

from collections.abc import Iterable

from deskeditor.core.errors import DeskError
from deskeditor.core.framing import AS_IT_CAME, FREE, Box, Framing, ratio_of
from deskeditor.core.region import Region, Term

ROLES = "http://cv.iptc.org/newscodes/imageregionrole/"
FOCAL, CROP = "mainSubjectArea", "recomCropping"
SQUARE, LANDSCAPE, PORTRAIT = "squareCropping", "landscapeCropping", "portraitCropping"
SPOT = 0.01
"""Of the width: the circle around a focal point."""


def regions_of(framing: Framing) -> list[Region]:
    """The focal point and the drawn crops, in places of the frame."""
    found = []
    if framing.focal is not None:
        found.append(Region("circle", (framing.focal,), SPOT, id="focal", roles=(_term(FOCAL),)))
    for ratio, box in framing.crops:
        corners = ((box.left, box.top), (box.left + box.width, box.top + box.height))
        found.append(Region("rectangle", corners, id=f"crop-{ratio}", name=ratio, roles=(_term(_role(ratio)),)))
    return found


def framing_of(regions: Iterable[Region], width: int, height: int) -> Framing:
    """The decisions that a file brings along; what could not have been made here is left out."""
    framing = AS_IT_CAME
    for region in regions:
        roles = {uri.rpartition("/")[2] for term in region.roles for uri in term.uris}
        if FOCAL in roles and region.shape in ("circle", "rectangle"):
            xs, ys = zip(*region.points, strict=True)
            framing = Framing(focal=(sum(xs) / len(xs), sum(ys) / len(ys)), crops=framing.crops)
        elif roles & {CROP, SQUARE, LANDSCAPE, PORTRAIT} and region.shape == "rectangle":
            (left, top), (right, bottom) = region.points
            ratio = region.name if _is_ratio(region.name) else "1:1" if SQUARE in roles else FREE
            framing = framing.with_crop(ratio, Box(left, top, right - left, bottom - top))
    # One by one, so that one that is wrong does not cost the others.
    sound = AS_IT_CAME if not _is_sound(Framing(focal=framing.focal), width, height) else Framing(focal=framing.focal)
    for ratio, box in framing.crops:
        wider = sound.with_crop(ratio, box)
        sound = wider if _is_sound(wider, width, height) else sound
    return sound


def is_decision(region: Region) -> bool:
    """Whether the region only says what ``regions_of`` says, and would be told twice."""
    return region.id == "focal" or region.id.startswith("crop-")


def _role(ratio: str) -> str:
    if ratio == FREE:
        return CROP
    number = ratio_of(ratio)
    return SQUARE if number == 1 else LANDSCAPE if number > 1 else PORTRAIT


def _term(word: str) -> Term:
    return Term((ROLES + word,))


def _is_ratio(name: str) -> bool:
    try:
        return name == FREE or bool(ratio_of(name))
    except DeskError:
        return False


def _is_sound(framing: Framing, width: int, height: int) -> bool:
    try:
        framing.checked(width, height)
    except DeskError:
        return False
    return True

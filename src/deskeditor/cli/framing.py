"""The words for how a picture is shown."""

from __future__ import annotations

import argparse
from dataclasses import replace

from deskeditor.cli.options import Parser
from deskeditor.core.framing import AS_IT_CAME, Box, Framing
from deskeditor.core.region import Point

Crop = tuple[str, Box | None]
NAMES = ("turn", "straighten", "focal", "crop", "show")


def add_framing(parser: Parser) -> None:
    """``--turn``, ``--straighten``, ``--focal``, ``--crop``, ``--show``, ``--as-it-came``."""
    about = "quarter turns clockwise, further than it is turned"
    parser.add_argument("--turn", type=int, choices=(1, 2, 3), metavar="1|2|3", help=about)
    parser.add_argument("--straighten", type=float, metavar="DEGREES", help="clockwise, at most 45 to either side")
    about = "the point that no crop may leave out, in fractions from the top left; none takes it away"
    parser.add_argument("--focal", type=_focal, metavar="X,Y|none", help=about)
    about = "a crop (16:9, 4:3, 1:1, 4:5, any W:H, or free) in fractions; without numbers it follows the focal point"
    parser.add_argument("--crop", type=_crop, action="append", metavar="RATIO=X,Y,W,H", help=about)
    parser.add_argument("--show", metavar="RATIO", help="the crop in which stories show it; whole is all of it")
    parser.add_argument("--as-it-came", action="store_true", help="neither turned nor cropped")


def wants_framing(options: argparse.Namespace) -> bool:
    """Whether any of the words was said."""
    return options.as_it_came or any(getattr(options, name) is not None for name in NAMES)


def framed(options: argparse.Namespace, before: Framing, width: int, height: int) -> Framing:
    """The framing, of a picture of that size, with what was said."""
    framing = AS_IT_CAME if options.as_it_came else before
    if options.turn:
        framing = framing.turned(options.turn)
    if options.straighten is not None:
        framing = framing.straightened(options.straighten, width, height)
    if options.focal is not None:
        framing = replace(framing, focal=options.focal or None)
    for ratio, box in options.crop or ():
        framing = framing.with_crop(ratio, box)
    if options.show is not None:
        framing = replace(framing, shown="" if options.show == "whole" else options.show)
    return framing


def _focal(value: str) -> Point | tuple[()]:
    if value == "none":
        return ()
    x, y = _numbers(value, 2)
    return x, y


def _crop(value: str) -> Crop:
    ratio, _, numbers = value.partition("=")
    return ratio, Box(*_numbers(numbers, 4)) if numbers else None


def _numbers(text: str, count: int) -> list[float]:
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) != count:
        example = "0.5,0.4" if count == 2 else "1:1=0.1,0,0.6,0.9"
        raise argparse.ArgumentTypeError(f"{text!r} is not {count} numbers with commas between them, as {example} has")
    return numbers

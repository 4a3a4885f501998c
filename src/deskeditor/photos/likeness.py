"""Whether two files show the same picture, whatever its size and compression: a difference hash of 128 bits."""

from __future__ import annotations

from PIL import Image

GRID = 9
STEP = 2
"""Of 255. A sky is even: what differs by less in it is grain."""
FEWEST = 12
"""Bits. What has fewer is nearly even, and like every other even picture."""
MOST_APART = 10
"""Bits. Of sixty drawn pictures a smaller and worse copy moved three at the most, and no two were nearer than 28."""


def likeness(picture: Image.Image) -> str:
    """The hash in 32 hexadecimal digits; empty for a picture that is too even to be known again."""
    grid = picture.convert("L").resize((GRID, GRID), Image.Resampling.BOX).tobytes()
    bits = 0
    for row in range(GRID - 1):
        for column in range(GRID - 1):
            here = grid[row * GRID + column]
            bits = bits << 1 | (here > grid[row * GRID + column + 1] + STEP)
            bits = bits << 1 | (here > grid[(row + 1) * GRID + column] + STEP)
    return f"{bits:032x}" if bits.bit_count() >= FEWEST else ""

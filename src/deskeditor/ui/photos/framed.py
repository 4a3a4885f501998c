"""Drawing a picture as it is framed, from the pixels as they came."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from deskeditor.core.framing import Box, Framing


def draw_framed(
    painter: QPainter, target: QRectF, image: QImage, size: tuple[int, int], framing: Framing, part: Box
) -> None:
    """Fill the target with a part of the frame; ``size`` is that of the picture, whatever the image has of it."""
    across, down = framing.frame(*size)
    scale = target.width() / (part.width * across)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setClipRect(target)
    # The middle of the frame is that of the picture, however it was turned.
    painter.translate(
        target.left() + (0.5 - part.left) * across * scale, target.top() + (0.5 - part.top) * down * scale
    )
    painter.rotate(90 * framing.turn + framing.straighten)
    wide, high = size[0] * scale, size[1] * scale
    painter.drawImage(QRectF(-wide / 2, -high / 2, wide, high), image)
    painter.restore()

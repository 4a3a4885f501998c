"""The sample's pictures, drawn: what a photo desk would have shot in a small harbour town.

They are drawn on the spot rather than shipped, so that the program carries no photograph and no licence but its own.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

SIZE = (1600, 1067)
"""Pixels; the 3:2 of a news camera."""

Colour = tuple[int, int, int]
Scene = Callable[[], Image.Image]
WIDTH, HEIGHT = SIZE


def sky(*stops: tuple[float, Colour]) -> Image.Image:
    """A picture filled from top to bottom with the colours of the stops, given as parts of the height."""
    column = Image.new("RGB", (1, HEIGHT))
    for (top, above), (bottom, below) in pairwise(stops):
        first, last = round(top * HEIGHT), round(bottom * HEIGHT)
        for y in range(first, last):
            part = (y - first) / (last - first)
            column.putpixel((0, y), blend(above, below, part))
    return column.resize(SIZE)


def blend(one: Colour, other: Colour, part: float) -> Colour:
    return (
        round(one[0] + (other[0] - one[0]) * part),
        round(one[1] + (other[1] - one[1]) * part),
        round(one[2] + (other[2] - one[2]) * part),
    )


def glow(picture: Image.Image, centre: tuple[float, float], radius: float, colour: Colour, strength: float) -> None:
    """Light that fades out with the distance from its centre."""
    side = round(radius * 2)
    light = Image.radial_gradient("L").resize((side, side)).point(lambda v: round(max(0, 255 - v * 1.42) * strength))
    picture.paste(colour, (round(centre[0] - radius), round(centre[1] - radius)), light)


def ridge(rng: random.Random, height: float, rough: float) -> list[tuple[float, float]]:
    """The outline of hills across the whole picture."""
    waves = [(rng.uniform(0.6, 1.6) * 2**k, rng.uniform(0, math.tau), rough / 1.8**k) for k in range(6)]
    outline = [
        (x, height + sum(size * math.sin(x / WIDTH * math.tau * pace + start) for pace, start, size in waves))
        for x in range(0, WIDTH + 8, 8)
    ]
    return [*outline, (WIDTH, HEIGHT), (0, HEIGHT)]


def ripples(picture: Image.Image, rng: random.Random, top: float, colour: Colour, centre: float, spread: float) -> None:
    """Short strokes of light on water, wider apart and longer towards the viewer."""
    draw = ImageDraw.Draw(picture, "RGBA")
    for _ in range(420):
        depth = rng.random() ** 1.6
        y = top + depth * (HEIGHT - top)
        x = rng.gauss(centre, spread * (0.35 + depth))
        length = 12 + 90 * depth * rng.random()
        draw.line(
            (x - length, y, x + length, y), fill=(*colour, round(30 + 90 * rng.random())), width=1 + round(3 * depth)
        )


def harbour_at_dawn() -> Image.Image:
    rng = random.Random(540)
    picture = sky(
        (0, (54, 66, 110)), (0.3, (168, 116, 132)), (0.5, (250, 178, 110)), (0.501, (214, 150, 112)), (1, (38, 52, 84))
    )
    glow(picture, (980, 500), 520, (255, 214, 140), 0.8)
    draw = ImageDraw.Draw(picture, "RGBA")
    draw.ellipse((935, 440, 1025, 530), fill=(255, 240, 200))
    draw.polygon([(0, 534), (0, 470), (160, 452), (330, 486), (520, 512), (700, 534)], fill=(92, 84, 112))
    picture.paste((196, 142, 116), (0, 534, WIDTH, 545))
    ripples(picture, rng, 548, (255, 226, 170), 980, 130)
    draw = ImageDraw.Draw(picture, "RGBA")
    ferry(draw, 560, 560)
    breakwater = [(WIDTH, 640), (1330, 652), (1120, 690), (1100, 720), (1320, 716), (WIDTH, 730)]
    draw.polygon(breakwater, fill=(44, 44, 66))
    draw.rectangle((1128, 610, 1142, 692), fill=(40, 40, 60))
    draw.ellipse((1124, 596, 1146, 618), fill=(230, 70, 60))
    for x, y, size in ((240, 860, 1.0), (470, 930, 1.3)):
        fishing_boat(draw, x, y, size)
    return picture


def ferry(draw: ImageDraw.ImageDraw, x: float, y: float) -> None:
    draw.polygon([(x - 190, y), (x + 210, y), (x + 176, y + 46), (x - 168, y + 46)], fill=(36, 58, 104))
    draw.rectangle((x - 178, y - 14, x + 196, y), fill=(250, 246, 238))
    draw.rectangle((x - 140, y - 56, x + 120, y - 14), fill=(244, 238, 228))
    draw.rectangle((x - 60, y - 92, x + 70, y - 56), fill=(250, 246, 238))
    draw.rectangle((x - 20, y - 136, x + 16, y - 92), fill=(206, 70, 56))
    for left in range(-126, 110, 30):
        draw.rectangle((x + left, y - 46, x + left + 18, y - 28), fill=(96, 124, 158))
    draw.rectangle((x - 50, y - 84, x + 60, y - 68), fill=(96, 124, 158))
    for step in range(5):
        haze = 70 - step * 12
        draw.ellipse(
            (x - 40 - step * 42, y - 176 - step * 16, x + 18 - step * 34, y - 138 - step * 12), fill=(90, 84, 96, haze)
        )


def fishing_boat(draw: ImageDraw.ImageDraw, x: float, y: float, size: float) -> None:
    dark = (26, 30, 48)
    draw.polygon(
        [
            (x - 110 * size, y),
            (x + 120 * size, y - 12 * size),
            (x + 84 * size, y + 44 * size),
            (x - 86 * size, y + 44 * size),
        ],
        fill=dark,
    )
    draw.rectangle((x - 30 * size, y - 48 * size, x + 26 * size, y), fill=(52, 48, 66))
    draw.rectangle((x - 18 * size, y - 38 * size, x + 14 * size, y - 18 * size), fill=(240, 190, 120))
    draw.line((x + 50 * size, y - 6 * size, x + 50 * size, y - 190 * size), fill=dark, width=round(6 * size))
    draw.line((x + 50 * size, y - 180 * size, x - 80 * size, y - 8 * size), fill=dark, width=2)
    draw.line((x + 50 * size, y - 180 * size, x + 112 * size, y - 14 * size), fill=dark, width=2)


def lighthouse() -> Image.Image:
    rng = random.Random(7)
    picture = sky(
        (0, (28, 28, 66)), (0.45, (112, 82, 140)), (0.62, (232, 150, 140)), (0.621, (70, 66, 112)), (1, (20, 26, 54))
    )
    beam = Image.new("L", SIZE)
    ImageDraw.Draw(beam).polygon([(1130, 318), (0, 60), (0, 330)], fill=120)
    ImageDraw.Draw(beam).polygon([(1130, 318), (WIDTH, 230), (WIDTH, 380)], fill=90)
    picture.paste((255, 240, 200), (0, 0), beam.filter(ImageFilter.GaussianBlur(16)))
    draw = ImageDraw.Draw(picture, "RGBA")
    for _ in range(70):
        x, y = rng.uniform(0, WIDTH), rng.uniform(0, 360)
        draw.ellipse((x, y, x + 2.5, y + 2.5), fill=(255, 255, 255, rng.randrange(80, 220)))
    ripples(picture, rng, 670, (214, 150, 168), 800, 560)
    draw = ImageDraw.Draw(picture, "RGBA")
    draw.polygon(
        [(620, 720), (760, 640), (980, 596), (1280, 590), (WIDTH, 640), (WIDTH, 780), (1000, 770)], fill=(34, 34, 58)
    )
    draw.polygon([(1090, 600), (1170, 600), (1154, 346), (1106, 346)], fill=(238, 234, 232))
    for top in (400, 490):
        draw.polygon(
            [(1101 - (top - 400) * 0.05, top), (1159 + (top - 400) * 0.05, top), (1163, top + 44), (1097, top + 44)],
            fill=(196, 62, 58),
        )
    draw.rectangle((1098, 336, 1162, 348), fill=(40, 40, 60))
    draw.rectangle((1110, 300, 1150, 336), fill=(255, 236, 170))
    draw.polygon([(1104, 302), (1156, 302), (1130, 270)], fill=(40, 40, 60))
    draw.polygon([(1200, 600), (1200, 552), (1250, 520), (1300, 552), (1300, 600)], fill=(58, 54, 82))
    draw.rectangle((1236, 562, 1262, 588), fill=(250, 204, 120))
    glow(picture, (1130, 318), 170, (255, 246, 214), 0.7)
    return picture


def tram_in_the_rain() -> Image.Image:
    rng = random.Random(2)
    picture = sky(
        (0, (22, 28, 46)), (0.55, (52, 60, 84)), (0.66, (70, 74, 92)), (0.661, (38, 42, 56)), (1, (18, 20, 30))
    )
    draw = ImageDraw.Draw(picture, "RGBA")
    left = 0
    while left < WIDTH:
        width, top = rng.randrange(130, 230), rng.randrange(110, 330)
        draw.rectangle((left, top, left + width, 700), fill=(30, 34, 50))
        draw.polygon([(left, top), (left + width / 2, top - 70), (left + width, top)], fill=(26, 30, 44))
        for x in range(left + 24, left + width - 30, 52):
            for y in range(top + 30, 620, 84):
                lit = rng.random() < 0.35
                draw.rectangle((x, y, x + 24, y + 40), fill=(238, 190, 110, 210) if lit else (46, 52, 72))
        left += width
    body = (330, 372, 1290, 742)
    shine = Image.new("L", SIZE)
    ImageDraw.Draw(shine).rectangle((body[0], 760, body[2], 1010), fill=110)
    picture.paste((214, 160, 60), (0, 0), shine.filter(ImageFilter.GaussianBlur(48)))
    draw = ImageDraw.Draw(picture, "RGBA")
    for y in (770, 812):
        draw.line((0, y, WIDTH, y), fill=(110, 116, 130), width=5)
    draw.line((0, 250, WIDTH, 236), fill=(14, 16, 24), width=3)
    draw.line((810, 372, 760, 244), fill=(14, 16, 24), width=6)
    draw.rounded_rectangle(body, 46, fill=(232, 176, 46))
    draw.rectangle((330, 630, 1290, 700), fill=(246, 238, 220))
    for x in range(372, 1240, 124):
        door = x in (620, 992)
        draw.rounded_rectangle((x, 424, x + 104, 726 if door else 592), 12, fill=(255, 232, 176))
        if not door and rng.random() < 0.7:
            draw.ellipse((x + 30, 498, x + 66, 540), fill=(84, 66, 60))
            draw.rectangle((x + 20, 536, x + 76, 592), fill=(84, 66, 60))
    draw.rounded_rectangle((700, 340, 920, 384), 8, fill=(24, 24, 30))
    for x in range(730, 880, 22):
        draw.ellipse((x, 355, x + 12, 367), fill=(255, 176, 60))
    for x in (470, 610, 1010, 1150):
        draw.ellipse((x - 40, 704, x + 40, 784), fill=(22, 22, 28))
    glow(picture, (1276, 660), 150, (255, 244, 206), 0.9)
    glow(picture, (344, 660), 90, (255, 90, 70), 0.8)
    return rain(picture, rng)


def rain(picture: Image.Image, rng: random.Random) -> Image.Image:
    draw = ImageDraw.Draw(picture, "RGBA")
    for _ in range(700):
        x, y, length = rng.uniform(-60, WIDTH), rng.uniform(-60, HEIGHT), rng.uniform(16, 60)
        draw.line((x, y, x + length * 0.28, y + length), fill=(206, 216, 236, rng.randrange(30, 110)), width=2)
    for _ in range(120):
        x, y = rng.uniform(0, WIDTH), rng.uniform(850, HEIGHT)
        draw.ellipse((x, y, x + 34, y + 8), outline=(190, 196, 214, 80), width=2)
    return picture


def market_stalls() -> Image.Image:
    rng = random.Random(61)
    picture = sky(
        (0, (120, 176, 214)),
        (0.5, (214, 228, 226)),
        (0.7, (226, 214, 190)),
        (0.701, (196, 180, 156)),
        (1, (158, 140, 118)),
    )
    draw = ImageDraw.Draw(picture, "RGBA")
    walls = ((206, 150, 110), (226, 196, 140), (176, 124, 108), (212, 206, 188), (150, 152, 150), (220, 172, 130))
    for number, wall in enumerate(walls):
        left, top = number * 270 - 10, 250 + (number * 71) % 90
        draw.rectangle((left, top, left + 268, 760), fill=wall)
        steps = [(left, top), (left + 44, top - 50), (left + 88, top - 108), (left + 134, top - 150)]
        draw.polygon(
            [*steps, *((2 * left + 268 - x, y) for x, y in reversed(steps))], fill=blend(wall, (90, 70, 70), 0.25)
        )
        for x in (left + 44, left + 116, left + 188):
            for y in (top + 40, top + 150):
                draw.rectangle((x, y, x + 38, y + 64), fill=(70, 84, 96))
                draw.rectangle((x + 17, y, x + 20, y + 64), fill=(240, 236, 226))
    for left, stripe in ((70, (196, 58, 52)), (590, (58, 128, 84)), (1110, (52, 96, 160))):
        stall(draw, rng, left, stripe)
    for _ in range(90):
        along, down = rng.uniform(0, WIDTH), rng.uniform(960, HEIGHT)
        draw.rectangle((along, down, along + 50, down + 3), fill=(132, 116, 98, 120))
    return picture


def stall(draw: ImageDraw.ImageDraw, rng: random.Random, left: float, stripe: Colour) -> None:
    for x in (left + 14, left + 402):
        draw.rectangle((x, 560, x + 12, 930), fill=(110, 84, 64))
    draw.rectangle((left + 20, 640, left + 408, 770), fill=(74, 60, 56))
    for number in range(10):
        x = left - 20 + number * 47
        colour = stripe if number % 2 == 0 else (248, 242, 230)
        draw.polygon([(x + 20, 500), (x + 60, 500), (x + 47, 620), (x, 620)], fill=colour)
        draw.pieslice((x, 596, x + 47, 644), 0, 180, fill=colour)
    fruit = ((214, 66, 48), (240, 166, 42), (120, 166, 62), (238, 214, 80), (188, 72, 130))
    for box in range(4):
        x = left + 14 + box * 102
        colour = fruit[rng.randrange(len(fruit))]
        for row in range(4):
            for column in range(5 - row):
                cx, cy = x + 12 + column * 18 + row * 9, 786 - row * 15
                draw.ellipse(
                    (cx - 12, cy - 12, cx + 12, cy + 12), fill=blend(colour, (60, 30, 30), rng.uniform(0, 0.25))
                )
        draw.rectangle((x - 2, 788, x + 94, 850), fill=(168, 124, 78))
        draw.line((x - 2, 818, x + 94, 818), fill=(132, 94, 60), width=4)
    draw.rectangle((left + 4, 850, left + 424, 930), fill=(122, 88, 60))


def mountains() -> Image.Image:
    rng = random.Random(3)
    picture = sky((0, (108, 156, 206)), (0.35, (190, 214, 230)), (0.55, (250, 232, 206)), (1, (214, 224, 224)))
    glow(picture, (330, 380), 420, (255, 244, 214), 0.7)
    draw = ImageDraw.Draw(picture, "RGBA")
    for x, top, half in ((700.0, 230.0, 300.0), (980.0, 180.0, 330.0), (1270.0, 262.0, 290.0)):
        draw.polygon([(x - half, 680), (x, top), (x + half, 680)], fill=(132, 154, 186))
        draw.polygon([(x, top), (x + half, 680), (x + half * 0.12, 680)], fill=(112, 134, 170))
        cap = [
            (x, top),
            (x + 76, top + 94),
            (x + 40, top + 82),
            (x + 8, top + 116),
            (x - 34, top + 80),
            (x - 78, top + 98),
        ]
        draw.polygon(cap, fill=(246, 248, 252))
    layers: tuple[tuple[float, float, Colour], ...] = (
        (560, 26, (150, 174, 196)),
        (650, 34, (112, 146, 164)),
        (760, 40, (74, 114, 124)),
        (880, 46, (42, 78, 80)),
    )
    for height, rough, colour in layers:
        draw.polygon(ridge(rng, height, rough), fill=colour)
        mist = Image.new("L", SIZE)
        ImageDraw.Draw(mist).rectangle((0, height + 60, WIDTH, height + 110), fill=120)
        picture.paste((236, 240, 238), (0, 0), mist.filter(ImageFilter.GaussianBlur(34)))
        draw = ImageDraw.Draw(picture, "RGBA")
    draw.polygon(ridge(rng, 980, 26), fill=(24, 46, 44))
    for _ in range(46):
        x = rng.uniform(0, WIDTH)
        base, tall = rng.uniform(960, HEIGHT), rng.uniform(70, 150)
        for tier in range(3):
            top, wide = base - tall + tier * tall * 0.24, tall * (0.12 + tier * 0.08)
            draw.polygon([(x, top), (x - wide, top + tall * 0.42), (x + wide, top + tall * 0.42)], fill=(18, 38, 36))
    return picture


def paper_lanterns() -> Image.Image:
    rng = random.Random(20)
    half = HEIGHT * 3 // 5
    picture = sky((0, (30, 34, 76)), (0.4, (126, 84, 128)), (0.6, (236, 146, 112)), (1, (236, 146, 112)))
    draw = ImageDraw.Draw(picture, "RGBA")
    for left, width, top in ((0, 250, 230), (250, 170, 330), (1130, 200, 310), (1330, 270, 200)):
        draw.rectangle((left, top, left + width, half), fill=(38, 32, 56))
        draw.polygon([(left - 10, top), (left + width / 2, top - 80), (left + width + 10, top)], fill=(30, 26, 46))
        for x in range(left + 26, left + width - 40, 62):
            for y in range(top + 40, half - 70, 90):
                lit = rng.random() < 0.5
                draw.rectangle((x, y, x + 28, y + 44), fill=(250, 200, 120) if lit else (54, 48, 74))
    for height, sag, count in ((120, 150, 9), (250, 110, 11)):
        cord = [(x, height + sag * (1 - (2 * x / WIDTH - 1) ** 2)) for x in range(0, WIDTH + 20, 20)]
        draw.line(cord, fill=(20, 18, 32), width=4)
        for number in range(count):
            along = WIDTH * (number + 0.5) / count
            hang = height + sag * (1 - (2 * along / WIDTH - 1) ** 2)
            lantern(picture, along, hang, (226, 66, 52) if number % 2 else (248, 190, 76))
            draw = ImageDraw.Draw(picture, "RGBA")
    water = picture.crop((0, half * 2 - HEIGHT, WIDTH, half)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    water = Image.blend(water.filter(ImageFilter.GaussianBlur(5)), Image.new("RGB", water.size, (24, 24, 56)), 0.4)
    picture.paste(water, (0, half))
    ripples(picture, rng, half + 10, (250, 190, 140), WIDTH / 2, 420)
    ImageDraw.Draw(picture).rectangle((0, half - 12, WIDTH, half + 6), fill=(28, 24, 42))
    return picture


def lantern(picture: Image.Image, x: float, y: float, colour: Colour) -> None:
    glow(picture, (x, y + 62), 120, blend(colour, (255, 230, 170), 0.4), 0.6)
    draw = ImageDraw.Draw(picture, "RGBA")
    draw.line((x, y, x, y + 22), fill=(20, 18, 32), width=3)
    draw.ellipse((x - 42, y + 22, x + 42, y + 104), fill=colour)
    draw.ellipse((x - 20, y + 26, x + 20, y + 100), fill=blend(colour, (255, 244, 200), 0.5))
    draw.rectangle((x - 18, y + 16, x + 18, y + 26), fill=(40, 30, 40))
    draw.rectangle((x - 18, y + 100, x + 18, y + 109), fill=(40, 30, 40))
    draw.line((x, y + 109, x, y + 138), fill=colour, width=4)


SCENES: dict[str, Scene] = {
    "harbour-at-dawn.jpg": harbour_at_dawn,
    "lighthouse.jpg": lighthouse,
    "tram-in-the-rain.jpg": tram_in_the_rain,
    "market-stalls.jpg": market_stalls,
    "mountains.jpg": mountains,
    "paper-lanterns.jpg": paper_lanterns,
}
"""File names, as the sample stories name them, and what draws each."""


def draw_all(folder: Path) -> None:
    """Draw every picture of the sample into the folder, as JPEG."""
    for name, scene in SCENES.items():
        scene().save(folder / name, quality=90)

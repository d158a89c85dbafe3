"""Pictures that people of the demo town add to their ideas, drawn here so that no foreign file is needed."""

from __future__ import annotations

import io
from collections.abc import Callable

from PIL import Image, ImageDraw

SIZE = WIDTH, HEIGHT = 1800, 1200
SKY, GRASS, STREET, STONE = "#cfe3ea", "#9dbb84", "#6d7478", "#d8d2c6"
WALLS, ROOF, WOOD, LEAVES, LINE, WATER = (
    ("#e7c9a1", "#d9b08c", "#efe0c4"),
    "#a0523d",
    "#8a5a34",
    "#4f7f4a",
    "#f7f5ef",
    "#7fb2c4",
)
COATS = ("#c2562e", "#2f6f8f", "#e0b23c", "#6b4f8a")
Pen = ImageDraw.ImageDraw


def scene(name: str) -> bytes:
    """The picture of a scene as a PNG file."""
    picture = Image.new("RGB", SIZE, SKY)
    SCENES[name](ImageDraw.Draw(picture))
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def _ground(pen: Pen, colour: str, top: int = 700) -> None:
    pen.rectangle((0, top, WIDTH, HEIGHT), fill=colour)


def _house(pen: Pen, left: int, *, number: int, base: int = 700) -> None:
    pen.rectangle((left, base - 330, left + 300, base), fill=WALLS[number % len(WALLS)])
    pen.polygon(((left - 20, base - 330), (left + 150, base - 490), (left + 320, base - 330)), fill=ROOF)
    for row in range(2):
        for column in range(3):
            x, y = left + 35 + column * 90, base - 290 + row * 130
            pen.rectangle((x, y, x + 50, y + 75), fill=STREET)


def _tree(pen: Pen, x: int, base: int, size: int = 150) -> None:
    pen.rectangle((x - size // 10, base - size, x + size // 10, base), fill=WOOD)
    for dx, dy in ((-0.5, -1.2), (0.5, -1.2), (0, -1.7)):
        cx, cy = x + dx * size, base + dy * size
        pen.ellipse((cx - 0.75 * size, cy - 0.75 * size, cx + 0.75 * size, cy + 0.75 * size), fill=LEAVES)


def _person(pen: Pen, x: int, base: int, size: int, *, number: int) -> None:
    pen.ellipse((x - size * 0.14, base - size, x + size * 0.14, base - size * 0.72), fill="#e2b48f")
    pen.rounded_rectangle(
        (x - size * 0.2, base - size * 0.7, x + size * 0.2, base - size * 0.3), 12, fill=COATS[number % 4]
    )
    for side in (-1, 1):
        pen.rectangle((x + side * size * 0.1 - 9, base - size * 0.3, x + side * size * 0.1 + 9, base), fill="#39424a")


def _bench(pen: Pen, x: int, base: int) -> None:
    for offset in (0, 34):
        pen.rectangle((x, base - 110 + offset, x + 300, base - 88 + offset), fill=WOOD)
    for leg in (20, 264):
        pen.rectangle((x + leg, base - 60, x + leg + 16, base), fill=STREET)


def _crossing(pen: Pen) -> None:
    for number in range(5):
        _house(pen, 40 + number * 360, number=number)
    _ground(pen, STONE)
    pen.rectangle((0, 800, WIDTH, 1120), fill=STREET)
    for number in range(7):
        pen.polygon(
            (
                (540 + number * 105, 810),
                (600 + number * 105, 810),
                (560 + number * 115, 1110),
                (490 + number * 115, 1110),
            ),
            fill=LINE,
        )
    for number, x in enumerate((330, 410, 480)):
        _person(pen, x, 860, 210 - 20 * number, number=number)


def _car_park(pen: Pen) -> None:
    _ground(pen, GRASS, 640)
    pen.rectangle((0, 860, WIDTH, HEIGHT), fill=STREET)
    for number in range(6):
        pen.polygon(
            (
                (120 + number * 320, 870),
                (136 + number * 320, 870),
                (60 + number * 340, 1200),
                (40 + number * 340, 1200),
            ),
            fill=LINE,
        )
    for x in (180, 560, 940, 1320, 1660):
        _tree(pen, x, 850, 130)
    _bench(pen, 700, 830)


def _benches(pen: Pen) -> None:
    for number in range(5):
        _house(pen, 40 + number * 360, number=number + 1)
    _ground(pen, STONE)
    _tree(pen, 900, 830, 190)
    _bench(pen, 460, 1000)
    _bench(pen, 1060, 1000)
    for number, x in enumerate((560, 690, 1180)):
        _person(pen, x, 1000, 230, number=number)


def _meadow(pen: Pen) -> None:
    _ground(pen, GRASS, 620)
    for number in range(140):
        x, y = (number * 389) % WIDTH, 700 + (number * 173) % 460
        pen.ellipse((x, y, x + 16, y + 16), fill=(*COATS, LINE)[number % 5])
    _tree(pen, 300, 760, 180)
    _tree(pen, 1500, 740, 150)
    pen.polygon(((820, 620), (900, 620), (1180, 1200), (640, 1200)), fill=STONE)


def _stairs(pen: Pen) -> None:
    _ground(pen, GRASS, 300)
    for step in range(12):
        top = 320 + step * 72
        pen.rectangle((620 - step * 22, top, 1180 + step * 22, top + 70), fill=STONE)
        pen.rectangle((620 - step * 22, top + 58, 1180 + step * 22, top + 70), fill="#b9b1a2")
    pen.polygon(((1100, 320), (1130, 320), (1380, 1180), (1330, 1180)), fill=STREET)
    _tree(pen, 240, 760, 150)
    _tree(pen, 1600, 700, 140)


def _bicycles(pen: Pen) -> None:
    _house(pen, 80, number=2)
    _house(pen, 460, number=0)
    _ground(pen, STONE)
    _tree(pen, 1500, 760, 170)
    for number in range(5):
        x = 320 + number * 260
        pen.arc((x, 760, x + 120, 1200), 180, 360, fill=STREET, width=18)
        for wheel in (-70, 90):
            pen.ellipse((x + wheel, 900, x + wheel + 130, 1030), outline="#39424a", width=10)
        pen.line(((x, 965), (x + 70, 880), (x + 150, 965)), fill=COATS[number % 4], width=14)


SCENES: dict[str, Callable[[Pen], None]] = {
    "zebrastreifen": _crossing, "parkplatz": _car_park, "baenke": _benches, "wiese": _meadow, "treppe": _stairs,
    "fahrraeder": _bicycles,
}  # fmt: skip

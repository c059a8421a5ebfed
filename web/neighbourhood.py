"""A thing and its nearest neighbours as a small picture: boxes on both sides of a spine, placed here, drawn by a template.

What the thing leads to hangs on lines with an arrow at the box, what leads to it on lines with an arrow at the spine. Widths of
words are estimated, on the safe side, so that no text leaves its box in any of the common typefaces.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH, MARGIN, GAP = 380.0, 2.0, 68.0
"""Of the picture; beside its edge; between the two columns of boxes. In units of the picture, about one pixel."""
PAD, ROW = 11.0, 12.0
"""Inside a box; between boxes."""
LABEL, RELATION, TITLE = 13.0, 10.5, 15.0
"""Sizes of type."""
_WIDE, _NARROW = frozenset("MWmw@%—…"), frozenset("iljtfrI.,:;'’()[]|! ")


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A neighbouring thing: where its page is, what it is called, by which relation it is a neighbour, and the colour of that."""

    href: str
    label: str
    relation: str
    direction: Literal["out", "in"]
    hue: str


@dataclass(frozen=True, slots=True)
class Box:
    """A neighbour in its place; `lines` are the pieces of its label, `left` says on which side of the spine it is."""

    neighbour: Neighbour
    lines: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float
    left: bool

    @property
    def middle(self) -> float:
        """Half way down."""
        return self.y + self.height / 2

    @property
    def near(self) -> float:
        """The edge that looks to the spine."""
        return self.x + self.width if self.left else self.x

    @property
    def line(self) -> str:
        """From the spine to the box or back, the way the relation points, as the data of an SVG path."""
        spine = WIDTH / 2 + (-2 if self.left else 2)
        start, end = (spine, self.near) if self.neighbour.direction == "out" else (self.near, spine)
        return f"M{start:.1f} {self.middle:.1f}H{end:.1f}"


@dataclass(frozen=True, slots=True)
class Picture:
    """What the template draws."""

    title: tuple[str, ...]
    title_box: tuple[float, float, float, float]
    boxes: tuple[Box, ...]
    height: float

    @property
    def bottom(self) -> float:
        """Where the spine ends."""
        return max((box.middle for box in self.boxes), default=0.0)


def picture(label: str, neighbours: Sequence[Neighbour]) -> Picture:
    """The picture of a thing; its neighbours fill the shorter column first, in their order."""
    title = wrapped(label, TITLE, WIDTH * 0.62, 2)
    wide = max(measure(line, TITLE, bold=True) for line in title) + 3 * PAD
    title_box = ((WIDTH - wide) / 2, MARGIN, wide, 20.0 * len(title) + 14)
    tops = {True: title_box[1] + title_box[3] + 20, False: title_box[1] + title_box[3] + 20}
    width = (WIDTH - 2 * MARGIN - GAP) / 2
    boxes = []
    for neighbour in neighbours:
        left = tops[True] <= tops[False]
        lines = wrapped(neighbour.label, LABEL, width - 2 * PAD, 2)
        height = 30.0 + 16.0 * len(lines)
        x = MARGIN if left else WIDTH - MARGIN - width
        boxes.append(Box(neighbour, lines, x, tops[left], width, height, left))
        tops[left] += height + ROW
    return Picture(title, title_box, tuple(boxes), max(tops.values()) - ROW + MARGIN)


def measure(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text is at the most, about."""
    units = sum(0.95 if c in _WIDE else 0.36 if c in _NARROW else 0.72 if c.isupper() else 1.0 if ord(c) > 0x2E80 else 0.58 for c in text)
    return units * size * (1.06 if bold else 1.0)


def wrapped(text: str, size: float, width: float, most: int) -> tuple[str, ...]:
    """The text in at most so many lines of that width; what does not fit becomes an ellipsis."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most:
        line = words.pop(0)
        while words and measure(f"{line} {words[0]}", size) <= width:
            line += f" {words.pop(0)}"
        if measure(line, size) > width or (words and len(lines) == most - 1):
            line = _cut(" ".join([line, *words]) if len(lines) == most - 1 else line, size, width)
        lines.append(line)
    return tuple(lines)


def _cut(text: str, size: float, width: float) -> str:
    while len(text) > 1 and measure(f"{text}…", size) > width:
        text = text[:-1].rstrip()
    return f"{text}…"

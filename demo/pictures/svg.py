"""Elements of an SVG of 800 × 600 units, as text."""

import math
from collections.abc import Iterable

WIDTH, HEIGHT = 800, 600


def ellipse(x: float, y: float, rx: float, ry: float, fill: str, opacity: float = 1) -> str:
    return f'<ellipse cx="{x:g}" cy="{y:g}" rx="{rx:g}" ry="{ry:g}" fill="{fill}"{_opacity(opacity)}/>'


def circle(x: float, y: float, r: float, fill: str, opacity: float = 1) -> str:
    return f'<circle cx="{x:g}" cy="{y:g}" r="{r:g}" fill="{fill}"{_opacity(opacity)}/>'


def rect(
    x: float, y: float, width: float, height: float, fill: str, r: float = 0, opacity: float = 1, turn: float = 0
) -> str:
    """`turn`: degrees around the middle."""
    turned = f' transform="rotate({turn:g} {x + width / 2:g} {y + height / 2:g})"' if turn else ""
    corner = f' rx="{r:g}"' if r else ""
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"{corner} fill="{fill}"'
        f"{_opacity(opacity)}{turned}/>"
    )


def shape(path: str, fill: str, opacity: float = 1) -> str:
    return f'<path d="{path}" fill="{fill}"{_opacity(opacity)}/>'


def line(path: str, stroke: str, width: float, opacity: float = 1) -> str:
    return (
        f'<path d="{path}" fill="none" stroke="{stroke}" stroke-width="{width:g}" stroke-linecap="round"'
        f' stroke-linejoin="round"{_opacity(opacity)}/>'
    )


def scattered(count: int, x: float, y: float, rx: float, ry: float) -> Iterable[tuple[float, float]]:
    """Return points spread evenly over an ellipse (sunflower arrangement)."""
    for number in range(count):
        radius, angle = math.sqrt((number + 0.5) / count), number * 2.399963
        yield round(x + rx * radius * math.cos(angle), 1), round(y + ry * radius * math.sin(angle), 1)


def _opacity(value: float) -> str:
    return "" if value == 1 else f' opacity="{value:g}"'

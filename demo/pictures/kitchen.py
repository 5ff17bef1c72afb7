"""Plates, bowls and sandwiches."""

from demo.pictures.bakery import plate
from demo.pictures.svg import circle, ellipse, line, rect, scattered, shape

_BOWL, _BOWL_SHADE = "#f4efe6", "#d9cfbf"


def toast(bread: str, spread: str, *toppings: str) -> str:
    """Toast with a spread, and eggs or slices on it."""
    parts = [
        plate(),
        shape("M200 420 q-30 -150 60 -176 q140 -40 280 0 q90 26 60 176 q-200 40 -400 0 z", bread),
        shape("M226 400 q-22 -112 52 -136 q122 -34 244 0 q74 24 52 136 q-174 30 -348 0 z", spread),
    ]
    for (x, y), topping in zip(((330, 316), (462, 330), (396, 370)), toppings, strict=False):
        parts += [
            ellipse(x, y, 72, 44, topping),
            circle(x, y - 4, 24, "#f2a71b" if topping == "#fffdf6" else "#ffffff66"),
        ]
    return "".join(parts)


def pancakes(cake: str, syrup: str, fruit: str) -> str:
    stack = [rect(220, 400 - 44 * number, 360, 40, cake, 20, turn=(-1) ** number * 1.5) for number in range(4)]
    return "".join(
        [
            plate(450),
            *stack,
            shape("M236 270 q160 -50 330 0 q10 40 -20 60 q-10 60 -30 4 q-60 30 -130 10 q-16 70 -40 0 q-80 0 -110 -74 z", syrup),
            rect(366, 226, 74, 44, "#fbe38e", 8, turn=-8),
            *(circle(x, y, 20, fruit) for x, y in ((200, 440), (236, 462), (590, 452), (556, 470))),
        ]
    )  # fmt: skip


def bowl(content: str, *toppings: str) -> str:
    """A bowl seen from the front, with toppings in groups on the content."""
    parts = [
        shape("M150 300 q10 210 250 214 q240 -4 250 -214 z", _BOWL),
        shape("M470 508 q170 -40 180 -208 l-50 0 q-10 150 -150 204 z", _BOWL_SHADE),
        ellipse(400, 300, 250, 92, "#ffffff"),
        ellipse(400, 304, 226, 76, content),
    ]
    places = ((310, 290), (480, 284), (396, 330), (540, 318), (270, 324))
    for (x, y), topping in zip(places, toppings, strict=False):
        parts += [ellipse(px, py, 21, 13, topping) for px, py in scattered(9, x, y, 66, 26)]
    return "".join(parts)


def soup(content: str, swirl: str, leaf: str | None = None) -> str:
    parts = [bowl(content), line("M290 300 q60 -40 120 -6 q60 30 110 -10", swirl, 14, 0.85)]
    if leaf:
        parts += [ellipse(386, 312, 26, 11, leaf), ellipse(420, 300, 24, 10, leaf), ellipse(350, 296, 20, 9, leaf)]
    parts.append(line("M330 190 q-20 -30 0 -60 M400 180 q-20 -34 0 -66 M470 190 q-20 -30 0 -60", "#ffffff", 12, 0.7))
    return "".join(parts)


def pan(content: str, *toppings: str) -> str:
    """A pan with eggs or more in a sauce."""
    parts = [
        rect(590, 336, 170, 36, "#3b3a38", 18, turn=-6),
        ellipse(380, 390, 262, 116, "#2c2b2a"),
        ellipse(380, 372, 262, 116, "#4a4846"),
        ellipse(380, 372, 232, 96, content),
    ]
    for (x, y), topping in zip(((300, 352), (450, 350), (376, 416)), toppings, strict=False):
        parts += [ellipse(x, y, 64, 34, topping), ellipse(x, y - 2, 24, 15, "#f2a71b")]
    parts += [ellipse(x, y, 9, 5, "#5c8a3a") for x, y in scattered(18, 380, 376, 200, 76)]
    return "".join(parts)


def sandwich(bread: str, *fillings: str) -> str:
    """Two slices of bread with the fillings between them, from top to bottom."""
    height = 30
    first = 322 - height * len(fillings) // 2
    parts = [plate(450), rect(210, first + height * len(fillings), 380, 58, bread, 20)]
    for number, filling in enumerate(fillings):
        y = first + height * number
        parts.append(rect(196 + number % 2 * 8, y, 408 - number % 2 * 16, height + 6, filling, 16))
    parts += [
        shape(f"M210 {first} q0 -110 190 -112 q190 2 190 112 q-190 20 -380 0 z", bread),
        line(f"M262 {first - 46} q40 -40 110 -44", "#ffffff", 12, 0.35),
    ]
    return "".join(parts)


def wrap(bread: str, *fillings: str) -> str:
    parts = [plate(450), rect(190, 270, 420, 150, bread, 70, turn=-8), ellipse(232, 372, 44, 74, "#00000022")]
    parts += [ellipse(232, 372, 40, 70, bread), ellipse(232, 372, 32, 58, fillings[0])]
    parts += [
        ellipse(x, y, 12, 12, fillings[1 + number % (len(fillings) - 1)])
        for number, (x, y) in enumerate(scattered(12, 232, 372, 26, 48))
    ]
    parts.append(line("M330 270 l-16 140 M470 250 l-14 140", "#00000020", 8))
    return "".join(parts)

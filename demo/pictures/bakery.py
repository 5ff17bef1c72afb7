"""Pastries, bread, cakes and cookies."""

from math import cos, pi, sin

from demo.pictures.svg import circle, ellipse, line, rect, scattered, shape

_PLATE, _PLATE_SHADE = "#fbf7f0", "#e4dccf"


def plate(y: float = 440) -> str:
    return "".join(
        [
            ellipse(400, y + 14, 290, 78, _PLATE_SHADE),
            ellipse(400, y, 290, 78, _PLATE),
            ellipse(400, y, 218, 54, _PLATE_SHADE, 0.55),
        ]
    )


def croissant(crust: str, topping: str | None = None, filling: str | None = None) -> str:
    parts = [plate()]
    if filling:
        parts.append(shape("M214 404 q186 70 372 0 l-16 40 q-170 50 -340 0 z", filling))
    parts += [
        shape("M150 430 Q160 270 300 230 Q400 200 500 230 Q640 270 650 430 Q610 420 570 370 Q400 300 230 370 Q190 420 150 430 z",
              crust),
        line("M236 366 Q240 290 290 236 M326 334 Q324 272 350 216 M474 334 Q476 272 450 216 M564 366 Q560 290 510 236",
             "#00000030", 9),
        line("M196 372 Q230 290 310 256 M490 246 Q560 268 600 330", "#ffffff", 10, 0.3),
    ]  # fmt: skip
    if topping:
        parts += [ellipse(x, y, 15, 7, topping) for x, y in scattered(14, 400, 272, 150, 40)]
    return "".join(parts)


def roll(crust: str, swirl: str, topping: str | None = None) -> str:
    parts = [
        plate(),
        ellipse(400, 380, 190, 100, crust),
        ellipse(400, 330, 190, 110, crust),
        line("M400 330 q40 -30 60 10 q10 50 -70 50 q-110 -6 -90 -80 q30 -70 140 -62 q120 14 104 106", swirl, 20, 0.9),
    ]
    if topping:
        parts += [
            shape("M250 300 q40 -70 150 -70 q120 0 152 76 q-20 40 -48 6 q-20 60 -54 4 q-26 70 -60 0 q-40 50 -62 -6 "
                  "q-40 50 -78 -10 z", topping, 0.9),
        ]  # fmt: skip
    return "".join(parts)


def scone(crust: str, dots: str) -> str:
    return "".join(
        [
            plate(),
            shape("M230 430 q-14 -200 170 -206 q184 6 170 206 q-170 40 -340 0 z", crust),
            shape("M238 372 q160 46 324 0 l4 30 q-166 50 -332 0 z", "#00000018"),
            *(circle(x, y, 15, dots) for x, y in scattered(13, 400, 320, 130, 74)),
            line("M290 290 q50 -44 120 -40", "#ffffff", 12, 0.35),
        ]
    )


def loaf(crust: str, cut: str, seeds: str | None = None) -> str:
    parts = [
        rect(130, 456, 540, 40, "#b98a5a", 14),
        shape("M160 456 q-30 -230 240 -236 q270 6 240 236 z", crust),
        line("M270 400 q10 -110 70 -150 M390 420 q6 -120 60 -180 M510 420 q4 -90 40 -140", cut, 20),
        line("M212 380 q20 -90 96 -120", "#ffffff", 12, 0.28),
    ]
    if seeds:
        parts += [ellipse(x, y, 9, 5, seeds) for x, y in scattered(34, 400, 336, 190, 88)]
    return "".join(parts)


def stick(crust: str, cut: str) -> str:
    return "".join(
        [
            rect(110, 456, 580, 36, "#b98a5a", 14),
            rect(90, 330, 620, 108, crust, 54, turn=-9),
            *(line(f"M{x} {400 - (x - 180) * 0.16:g} l56 -50", cut, 18) for x in (190, 290, 390, 490, 580)),
        ]
    )


def slab(crust: str, dots: str, leaf: str) -> str:
    parts = [rect(120, 446, 560, 40, "#b98a5a", 14), rect(150, 290, 500, 160, crust, 40)]
    parts += [ellipse(x, y, 20, 12, dots) for x, y in scattered(14, 400, 366, 210, 56)]
    parts += [
        line(f"M{x} {y} l26 -12 m-20 2 l-2 -12 m14 6 l-2 -12", leaf, 5) for x, y in scattered(9, 390, 360, 190, 48)
    ]
    return "".join(parts)


def bagel(crust: str, seeds: str | None = None) -> str:
    parts = [
        plate(),
        ellipse(400, 370, 200, 110, "#00000022"),
        ellipse(400, 345, 205, 122, crust),
        ellipse(400, 330, 62, 30, "#00000055"),
        ellipse(400, 338, 60, 26, _PLATE_SHADE),
        line("M246 310 q40 -60 130 -70", "#ffffff", 14, 0.35),
    ]
    if seeds:
        for x, y in scattered(40, 400, 322, 180, 88):
            if abs(x - 400) > 74 or abs(y - 330) > 40:
                parts.append(ellipse(x, y, 9, 5, seeds))
    return "".join(parts)


def slice_(body: str, layer: str, top: str, topping: str | None = None) -> str:
    """A piece of cake with its cut side to the front."""
    parts = [
        plate(),
        shape("M180 420 L180 300 L620 260 L620 410 z", body),
        shape("M180 366 L620 330 L620 354 L180 388 z", layer),
        shape("M180 300 L360 210 L620 260 L180 300 z", top),
        shape("M180 300 L620 260 L620 284 L180 324 z", top, 0.8),
    ]
    if topping:
        parts += [circle(x, y, 17, topping) for x, y in ((344, 252), (420, 246), (496, 254), (400, 274))]
    return "".join(parts)


def tart(crust: str, filling: str, topping: str | None = None) -> str:
    edge = [circle(x, y, 26, crust) for x, y in _ring(24, 400, 360, 204, 106)]
    parts = [plate(), ellipse(400, 380, 214, 116, crust), *edge, ellipse(400, 354, 188, 96, filling)]
    if topping:
        parts += [ellipse(x, y, 44, 17, topping) for x, y in _ring(9, 400, 354, 122, 58)]
        parts.append(circle(400, 352, 20, topping))
    parts.append(line("M262 326 q50 -44 130 -48", "#ffffff", 12, 0.4))
    return "".join(parts)


def cake(icing: str, drip: str, topping: str) -> str:
    return "".join(
        [
            plate(470),
            rect(210, 290, 380, 180, icing, 30),
            ellipse(400, 292, 190, 50, drip),
            shape("M210 292 h380 v40 q-20 50 -44 0 q-26 70 -56 0 q-30 50 -60 0 q-26 80 -56 0 q-30 50 -58 0 q-28 60 -60 0 "
                  "q-30 40 -46 0 z", drip),
            *(rect(x, 186, 14, 80, topping, 5) for x in (320, 394, 468)),
            *(ellipse(x, 172, 10, 18, "#f3a53c") for x in (327, 401, 475)),
        ]
    )  # fmt: skip


def cookie(dough: str, chips: str | None = None, sugar: str | None = None) -> str:
    parts = [plate(), ellipse(470, 384, 150, 76, dough), ellipse(470, 372, 150, 76, "#00000018")]
    parts += [ellipse(360, 336, 182, 106, dough), ellipse(360, 326, 176, 98, "#ffffff", 0.1)]
    if chips:
        parts += [ellipse(x, y, 20, 13, chips) for x, y in scattered(13, 360, 332, 142, 76)]
    if sugar:
        parts += [circle(x, y, 4, sugar) for x, y in scattered(44, 360, 330, 160, 86)]
    parts.append(line("M214 306 q30 -50 90 -64", "#ffffff", 10, 0.35))
    return "".join(parts)


def bar(base: str, middle: str, top: str) -> str:
    parts = [plate()]
    for x, y in ((250, 300), (390, 330)):
        parts += [
            rect(x, y + 76, 190, 46, base, 8),
            rect(x, y + 36, 190, 44, middle),
            shape(f"M{x} {y} l34 -36 h190 l-34 36 z", top),
            rect(x, y, 190, 38, top, 6),
            shape(f"M{x + 190} {y} l34 -36 v122 l-34 36 z", "#00000030"),
        ]
    return "".join(parts)


def box(card: str, *cookies: str) -> str:
    parts = [
        shape("M150 300 L400 240 L650 300 L650 330 L400 390 L150 330 z", "#00000030"),
        shape("M150 310 L400 370 L400 520 L150 450 z", card),
        shape("M650 310 L400 370 L400 520 L650 450 z", card),
        shape("M650 310 L400 370 L400 520 L650 450 z", "#00000022"),
        shape("M150 310 L400 250 L650 310 L400 370 z", "#6b4a32"),
    ]
    for number, (x, y) in enumerate(((300, 300), (400, 282), (500, 302), (400, 326))):
        parts += [ellipse(x, y, 66, 34, cookies[number % len(cookies)]), ellipse(x - 8, y - 8, 10, 6, "#3d261a")]
    return "".join(parts)


def _ring(count: int, x: float, y: float, rx: float, ry: float) -> list[tuple[float, float]]:
    """Return points at equal angles on an ellipse."""
    angles = [2 * pi * number / count for number in range(count)]
    return [(round(x + rx * cos(angle), 1), round(y + ry * sin(angle), 1)) for angle in angles]

"""Cups, glasses, bottles, jars and bags."""

from demo.pictures.svg import circle, ellipse, line, rect, scattered, shape

_CHINA, _CHINA_SHADE, _RIM = "#fbf7f0", "#e4dccf", "#ffffff"
_GLASS = "#e3f0f2"


def cup(drink: str, foam: str | None = None) -> str:
    """A cup on a saucer, seen from above the rim. `foam` is a leaf of milk foam."""
    parts = [
        ellipse(400, 470, 250, 46, _CHINA_SHADE),
        ellipse(400, 460, 250, 46, _CHINA),
        line("M545 300 q95 -10 80 62 q-16 62 -108 52", _CHINA_SHADE, 30),
        shape("M232 262 q8 190 168 190 q160 0 168 -190 z", _CHINA),
        shape("M470 440 q90 -40 98 -178 l-40 0 q-8 130 -88 182 z", _CHINA_SHADE, 0.8),
        ellipse(400, 262, 168, 58, _RIM),
        ellipse(400, 266, 150, 47, drink),
    ]
    if foam:
        parts += [
            ellipse(400, 270, 110, 31, foam, 0.95),
            line("M400 246 L400 294 M400 252 q-34 6 -46 22 M400 252 q34 6 46 22 M400 268 q-22 4 -30 16 M400 268 q22 4 30 16",
                 drink, 7, 0.85),
        ]  # fmt: skip
    else:
        parts.append(ellipse(360, 258, 60, 12, "#ffffff", 0.18))
    return "".join(parts)


def glass(drink: str, top: str | None = None, garnish: str | None = None) -> str:
    """A tall glass. `top` floats on the drink. `garnish` is a slice on the rim."""
    parts = [
        shape("M290 130 L326 500 q74 24 148 0 L510 130 z", _GLASS, 0.9),
        shape("M304 214 L332 486 q68 20 136 0 L496 214 z", drink),
        ellipse(400, 214, 96, 20, top or drink),
    ]
    if top:
        parts.append(shape("M304 214 L310 276 q90 40 180 0 L496 214 z", top, 0.92))
    parts += [
        rect(338, 232, 56, 56, "#ffffff", 12, 0.42, -14),
        rect(412, 250, 54, 54, "#ffffff", 12, 0.36, 18),
        rect(362, 316, 50, 50, "#ffffff", 12, 0.26, 8),
        ellipse(400, 130, 110, 22, "#ffffff", 0.75),
        ellipse(400, 131, 98, 16, _GLASS),
        line("M330 180 L352 450", "#ffffff", 12, 0.5),
    ]
    if garnish:
        parts += [
            circle(500, 136, 58, garnish),
            circle(500, 136, 44, "#ffffff", 0.45),
            line("M500 94 L500 178 M464 115 L536 157 M464 157 L536 115", garnish, 6),
        ]
    return "".join(parts)


def tumbler(drink: str, top: str) -> str:
    """A small glass with a layer on the drink."""
    return "".join(
        [
            shape("M270 210 L300 480 q100 30 200 0 L530 210 z", _GLASS, 0.95),
            shape("M284 280 L306 466 q94 24 188 0 L516 280 z", drink),
            shape("M278 250 L286 316 q114 34 228 0 L522 250 z", top),
            ellipse(400, 250, 122, 26, top),
            ellipse(400, 210, 130, 26, "#ffffff", 0.5),
            line("M320 270 L338 440", "#ffffff", 12, 0.45),
        ]
    )


def bottle(content: str, label: str) -> str:
    return "".join(
        [
            rect(366, 70, 68, 60, "#3b3a38", 10),
            shape("M372 126 h56 v70 q64 30 64 110 v180 q0 34 -34 34 h-116 q-34 0 -34 -34 v-180 q0 -80 64 -110 z", content),
            rect(316, 320, 168, 130, label, 8),
            line("M344 360 h112 M344 392 h84", content, 10, 0.8),
            line("M338 250 q-8 20 -8 50", "#ffffff", 12, 0.4),
        ]
    )  # fmt: skip


def jar(content: str, lid: str, dots: str | None = None) -> str:
    parts = [
        rect(262, 180, 276, 330, _GLASS, 46),
        rect(276, 236, 248, 262, content, 38),
        rect(272, 120, 256, 66, lid, 16),
        rect(272, 160, 256, 26, "#000000", 10, 0.1),
    ]
    if dots:
        parts += [circle(x, y, 11, dots) for x, y in scattered(22, 400, 368, 108, 112)]
    parts += [
        rect(316, 330, 168, 100, "#fffaf0", 8),
        line("M344 366 h112 M344 396 h76", content, 10, 0.8),
        line("M300 260 v150", "#ffffff", 12, 0.4),
    ]
    return "".join(parts)


def bag(paper: str, label: str, bean: str) -> str:
    """A paper bag with a label, and what is in it in front."""
    beans = [(300, 500), (350, 515), (412, 508), (470, 516), (520, 500), (384, 486)]
    parts = [
        shape("M256 130 L544 130 L560 510 L240 510 z", paper),
        shape("M256 130 L544 130 L536 180 L264 180 z", "#000000", 0.12),
        rect(306, 240, 188, 150, label, 10),
        line("M340 286 h120 M340 320 h90 M340 354 h106", paper, 11, 0.9),
    ]
    for x, y in beans:
        parts += [ellipse(x, y, 27, 18, bean), line(f"M{x - 18} {y} q18 -8 36 0", "#00000055", 4)]
    return "".join(parts)

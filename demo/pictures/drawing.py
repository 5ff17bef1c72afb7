"""Draws a product's picture from its description: the name of a shape and of its colours.

`cup latte milk` is a cup with the colour of a latte and a leaf of milk foam.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from zlib import crc32

from demo.pictures import bakery, drinks, kitchen
from demo.pictures.svg import HEIGHT, WIDTH, ellipse, rect

SHAPES: Mapping[str, Callable[..., str]] = {
    "bag": drinks.bag,
    "bagel": bakery.bagel,
    "bar": bakery.bar,
    "bottle": drinks.bottle,
    "bowl": kitchen.bowl,
    "box": bakery.box,
    "cake": bakery.cake,
    "cookie": bakery.cookie,
    "croissant": bakery.croissant,
    "cup": drinks.cup,
    "glass": drinks.glass,
    "jar": drinks.jar,
    "loaf": bakery.loaf,
    "pan": kitchen.pan,
    "pancakes": kitchen.pancakes,
    "roll": bakery.roll,
    "sandwich": kitchen.sandwich,
    "scone": bakery.scone,
    "slab": bakery.slab,
    "slice": bakery.slice_,
    "soup": kitchen.soup,
    "stick": bakery.stick,
    "tart": bakery.tart,
    "toast": kitchen.toast,
    "tumbler": drinks.tumbler,
    "wrap": kitchen.wrap,
}
COLORS = {
    "almond": "#f0dcb8",
    "amber": "#c8772c",
    "apricot": "#f0a44a",
    "avocado": "#a9c06a",
    "bean": "#8c3f2b",
    "beet": "#a8325e",
    "berry": "#5b4b8a",
    "bread": "#d9a15f",
    "butter": "#fbe38e",
    "caramel": "#b9712f",
    "card": "#caa274",
    "carrot": "#ee8434",
    "cheese": "#f5c451",
    "cherry": "#b8313f",
    "chili": "#c8402a",
    "chocolate": "#4d2c1c",
    "cocoa": "#7a4a2e",
    "coffee": "#3f2417",
    "cranberry": "#d8436a",
    "cream": "#fdf3df",
    "crust": "#c98443",
    "dark": "#5f3d24",
    "dough": "#e3b877",
    "egg": "#fffdf6",
    "ginger": "#e0b65c",
    "gold": "#e7a83a",
    "grain": "#d8c39a",
    "granola": "#c1874a",
    "green": "#5c9a4a",
    "ham": "#e99a95",
    "herb": "#3f7a3a",
    "icing": "#fffaf0",
    "latte": "#c19066",
    "leaf": "#7fb45a",
    "lemon": "#f7dc5f",
    "lentil": "#d9803a",
    "mango": "#f6b545",
    "matcha": "#93b366",
    "meat": "#8a5a3c",
    "milk": "#fbf1e2",
    "mint": "#c9dfa0",
    "mushroom": "#bfa58a",
    "noodle": "#ecd28d",
    "oat": "#e8d8b4",
    "olive": "#6b7a34",
    "onion": "#c79bc4",
    "orange": "#f39a2e",
    "paper": "#c9a67a",
    "pepper": "#e0533a",
    "potato": "#e8bd5e",
    "raisin": "#4a2b3a",
    "rye": "#7c4f2e",
    "seed": "#f6e7c4",
    "sesame": "#f9edd0",
    "slate": "#46525e",
    "straw": "#d95562",
    "sugar": "#ffffff",
    "tea": "#a4571f",
    "tofu": "#f5ecd6",
    "tomato": "#d8472b",
    "water": "#cfe6ee",
}
_GROUNDS = ("#f3e3d3", "#e4ebdd", "#f6e6b8", "#e3e5f0", "#f4dcd6", "#dcebe8")


class UnknownPicture(Exception):
    """A description names a shape or a colour that does not exist."""


def draw(description: str, title: str) -> str:
    """Return an SVG of 800 × 600 units. Raises: UnknownPicture."""
    name, *colors = description.split()
    if unknown := [word for word in (name,) if word not in SHAPES] + [word for word in colors if word not in COLORS]:
        raise UnknownPicture(f"{description!r}: there is no {', '.join(unknown)} in demo/pictures/drawing.py")
    ground = _GROUNDS[crc32(title.encode()) % len(_GROUNDS)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">'
        + rect(0, 0, WIDTH, HEIGHT, ground)
        + ellipse(400, 512, 310, 40, "#000000", 0.08)
        + SHAPES[name](*(COLORS[color] for color in colors))
        + "</svg>"
    )

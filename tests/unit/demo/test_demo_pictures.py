"""The pictures of the demo's products: each product has one, and it is small and harmless."""

from xml.etree import ElementTree as ET

import pytest

from demo.catalog.entries import Product, read_catalog
from demo.pictures.drawing import COLORS, SHAPES, UnknownPicture, draw
from demo.pictures.page import pictures_page
from demo.pictures.urls import moved, picture_url, pictures_of, slug
from tests.support.documents.html_pages import get_pages

PRODUCTS = [entry for entry in read_catalog()["products"] if isinstance(entry, Product)]
PICTURES = "http://127.0.0.1:3000/pictures"


@pytest.mark.parametrize("product", PRODUCTS, ids=lambda product: product.name)
def test_every_product_has_a_small_picture(product: Product) -> None:
    assert product.picture
    drawn = draw(product.picture, product.name)
    root = ET.fromstring(drawn)
    assert root.attrib["viewBox"] == "0 0 800 600"
    assert {element.tag.partition("}")[2] for element in root.iter()} <= {"svg", "rect", "ellipse", "circle", "path"}
    assert len(drawn) < 4096


def test_the_drawings_words_are_all_used() -> None:
    used = [word for product in PRODUCTS for word in (product.picture or "").split()]
    assert set(used) == {*SHAPES, *COLORS}


def test_an_unknown_word_says_where_the_words_are() -> None:
    with pytest.raises(UnknownPicture, match=r"'cup teal': there is no teal in demo/pictures/drawing.py"):
        draw("cup teal", "Tea")


def test_the_page_serves_each_picture_to_every_origin() -> None:
    names = [slug(product.name) for product in PRODUCTS]
    assert len(set(names)) == len(names)
    *pages, absent = get_pages(pictures_page(lambda: "/v1"), *(f"/pictures/{name}.svg" for name in [*names, "absent"]))
    for status, headers, text in pages:
        assert (status, headers["Content-Type"].partition(";")[0]) == (200, "image/svg+xml")
        assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert text.startswith("<svg")
    assert absent[0] == 404


def test_the_demos_pictures_move_with_the_port_and_others_stay() -> None:
    assert pictures_of("http://127.0.0.1:3000/v1") == PICTURES
    latte = picture_url(PICTURES, "Latte")
    assert moved(latte, "http://127.0.0.1:4000/pictures") == "http://127.0.0.1:4000/pictures/latte.svg"
    for other in ("https://images.example.com/pictures/latte.svg", "http://127.0.0.1:3000/uploads/latte.svg"):
        assert moved(other, "http://127.0.0.1:4000/pictures") == other

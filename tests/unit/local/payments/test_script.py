"""The stand-in's Stripe.js and the frames that it opens: types, and who can put the frames into a page."""

from local.payments.cards import CARDS, CURRENT
from local.payments.script import script_routes
from tests.support.documents.html_pages import get_pages


def test_only_pages_of_the_stack_can_open_the_frames() -> None:
    paths = ("/pay/stripe/elements/frame.html", "/pay/stripe/elements/bank.html")
    for status, headers, _ in get_pages(script_routes("/pay/stripe"), *paths):
        policy = headers["Content-Security-Policy"]
        assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
        assert headers["X-Frame-Options"] == "SAMEORIGIN"
        assert "frame-ancestors 'self'" in policy
        assert "require-trusted-types-for 'script'" in policy


def test_the_script_is_served_beside_its_frames() -> None:
    script, style, unknown = get_pages(
        script_routes("/pay/stripe"),
        "/pay/stripe.js",
        "/pay/stripe/elements/frame.css",
        "/pay/stripe/elements/stripe.js",
    )
    assert (script[0], script[1]["Content-Type"]) == (200, "text/javascript; charset=utf-8")
    assert "frame-ancestors 'none'" in script[1]["Content-Security-Policy"]
    assert style[1]["Content-Type"] == "text/css; charset=utf-8"
    assert unknown[0] == 404


def test_no_two_cards_have_one_number() -> None:
    numbers = {CARDS[name].number for name in CURRENT}
    assert len(numbers) == len(CURRENT)

"""The route of a path."""

import pytest

from local.gateway.routing import Router
from local.template.resources import Route

ROUTER = Router(
    Route(method, path, f"{method} {path}", None)
    for method, path in [
        ("GET", "/categories"),
        ("GET", "/categories/{id}"),
        ("PUT", "/categories/{id}/stock"),
        ("PUT", "/categories/order"),
        ("ANY", "/files/{path+}"),
        ("GET", "/files/readme"),
    ]
)


@pytest.mark.parametrize(
    ("method", "path", "route", "parameters"),
    [
        ("GET", "/categories", "/categories", {}),
        ("GET", "/categories/", "/categories", {}),
        ("GET", "/categories/cat_1", "/categories/{id}", {"id": "cat_1"}),
        ("GET", "/categories/a%2Fb", "/categories/{id}", {"id": "a%2Fb"}),
        ("PUT", "/categories/order", "/categories/order", {}),
        ("PUT", "/categories/order/stock", "/categories/{id}/stock", {"id": "order"}),
        ("PATCH", "/files/a/b", "/files/{path+}", {"path": "a/b"}),
        ("GET", "/files/readme", "/files/readme", {}),
    ],
)
def test_a_path_matches_the_most_specific_route(method: str, path: str, route: str, parameters: dict[str, str]) -> None:
    match = ROUTER.match(method, path)
    assert match is not None
    assert (match.route.path, match.parameters) == (route, parameters)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("HEAD", "/categories"),
        # The resource is found before the method, so this is not a category with the id `order`.
        ("GET", "/categories/order"),
        ("GET", "/"),
        ("GET", "/categories/cat_1/other"),
        ("GET", "/categories//stock"),
        ("GET", "/files"),
        # Not among the methods of ANY.
        ("TRACE", "/files/a"),
        ("PROPFIND", "/files/a"),
    ],
)
def test_other_requests_have_no_route(method: str, path: str) -> None:
    assert ROUTER.match(method, path) is None

"""What no route knows is rejected by every route, and changes nothing: query parameters, bodies, forms of paths."""

import copy
import functools
import json
import operator
from collections.abc import Iterator
from typing import Any

import pytest

from scripts.template import ROOT
from tests.support.access.expectations import ACCESS, Route
from tests.support.access.requests import send_to
from tests.support.access.seeded_shop import SeededShop
from tests.support.shop.gateway import InProcessGateway

OPERATIONS = json.loads((ROOT / "docs/openapi.json").read_text(encoding="utf-8"))["paths"]
each_route = pytest.mark.parametrize("route", sorted(ACCESS), ids=" ".join)


def operation(route: Route) -> dict[str, object]:
    return dict(OPERATIONS[route[1]][route[0].lower()])


def queried(route: Route) -> list[str]:
    return sorted(each["name"] for each in operation(route).get("parameters", []) if each["in"] == "query")


@each_route
def test_an_unknown_query_parameter_is_named_with_the_known_ones(
    seeded: SeededShop, gateway: InProcessGateway, route: Route
) -> None:
    *others, last = queried(route) or ["none"]
    known = " and ".join(filter(None, (", ".join(others), last)))
    for query, names in (("{query}&q=latte", ["q"]), ("{query}&_=1&Limit=5&_=2", ["_", "Limit"]), ("{query}&=", [""])):
        answer = send_to(seeded, gateway, route, query=query)

        assert (answer.status, answer.json["code"]) == (422, "validation_failed"), answer
        rule = f"is not a query parameter of this route, which takes {known}"
        assert answer.json["errors"] == [{"parameter": name, "detail": rule} for name in names]
    assert seeded.env.tables.dump() == seeded.before


@pytest.mark.parametrize("route", [route for route in sorted(ACCESS) if queried(route)], ids=" ".join)
def test_a_repeated_query_parameter_is_rejected(seeded: SeededShop, gateway: InProcessGateway, route: Route) -> None:
    names = queried(route)

    answer = send_to(seeded, gateway, route, query="&".join(f"{name}=1&{name}=1" for name in names))

    assert answer.status == 422
    assert {error["parameter"]: error["detail"] for error in answer.json["errors"]} == dict.fromkeys(
        names, "must be sent only once"
    )


@each_route
def test_an_unknown_caller_learns_nothing_of_the_parameters(
    seeded: SeededShop, gateway: InProcessGateway, route: Route
) -> None:
    if ACCESS[route].who != "anyone":
        url = seeded.request(ACCESS[route])[0].partition("?")[0]
        assert gateway.send(route[0], url, query="q=latte").status == 401


WEBHOOK = ("POST", "/webhooks/payments")  # takes what the provider signs
WITHOUT_BODY = [route for route in sorted(ACCESS) if "requestBody" not in operation(route) and route != WEBHOOK]


@pytest.mark.parametrize("route", WITHOUT_BODY, ids=" ".join)
def test_a_body_is_rejected_where_none_is_taken(seeded: SeededShop, gateway: InProcessGateway, route: Route) -> None:
    answer = send_to(seeded, gateway, route, raw_body=b'{"everywhere": true}')

    assert (answer.status, answer.json["code"]) == (422, "validation_failed")
    assert answer.json["errors"] == [{"pointer": "", "detail": "must be empty, because this route takes no body"}]
    assert send_to(seeded, gateway, route, raw_body=b"[").status == 400
    assert seeded.env.tables.dump() == seeded.before


@pytest.mark.parametrize("route", [route for route in WITHOUT_BODY if route[0] == "GET"], ids=" ".join)
def test_an_empty_object_is_no_body(seeded: SeededShop, gateway: InProcessGateway, route: Route) -> None:
    assert send_to(seeded, gateway, route, raw_body=b" {} ").status == ACCESS[route].status
    restore(seeded)


@pytest.mark.parametrize("route", [route for route in sorted(ACCESS) if route != WEBHOOK], ids=" ".join)
def test_a_body_is_nested_at_most_32_levels_deep(seeded: SeededShop, gateway: InProcessGateway, route: Route) -> None:
    for begin, end in (('{"a":', "}"), ("[", "]")):
        deepest = '{"a":' + begin * 31 + "1" + end * 31 + "}"
        answer = send_to(seeded, gateway, route, raw_body=deepest.encode())
        assert (answer.status, answer.json["code"]) == (422, "validation_failed"), answer

        deeper = '{"a":' + begin * 32 + "1" + end * 32 + "}"
        answer = send_to(seeded, gateway, route, raw_body=deeper.encode())
        assert (answer.status, answer.json["code"]) == (400, "malformed_body"), answer
        assert answer.json["detail"] == "The body is nested more than 32 levels deep."
    assert not seeded.env.has_written or seeded.env.tables.dump() == seeded.before


def objects_in(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the path of each object in a body."""
    if isinstance(value, dict):
        yield path
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, member in members:
        yield from objects_in(member, (*path, name))


@pytest.mark.parametrize("route", [route for route in sorted(ACCESS) if ACCESS[route].body], ids=" ".join)
def test_an_unknown_field_is_rejected_in_every_object_of_a_body(
    seeded: SeededShop, gateway: InProcessGateway, route: Route
) -> None:
    body = seeded.request(ACCESS[route])[1]
    for path in objects_in(body):
        changed = copy.deepcopy(body)
        target = functools.reduce(operator.getitem, path, changed)
        target["surplus"] = 1

        answer = send_to(seeded, gateway, route, raw_body=json.dumps(changed).encode())

        assert answer.status == 422, (path, answer)
        assert answer.json["errors"] == [
            {"pointer": "".join(f"/{name}" for name in (*path, "surplus")), "detail": "is not a field of this document"}
        ]
    assert seeded.env.tables.dump() == seeded.before


@each_route
def test_a_path_has_one_form_and_an_optional_slash_at_its_end(
    seeded: SeededShop, gateway: InProcessGateway, route: Route
) -> None:
    path = seeded.request(ACCESS[route])[0].partition("?")[0]
    first, _, rest = path[1:].partition("/")
    others = {f"/{first.upper()}/{rest}".rstrip("/"), f"/{first}//{rest}", f"/{first}%2F{rest}"}
    if "{id}" in route[1]:
        start, _, end = route[1].partition("{id}")
        own = path.removeprefix(start).removesuffix(end)
        others |= {start + form + end for form in (own.lower(), own.upper(), f"{own}%2F", f"{own}%00", f"%2E%2E/{own}")}

    for other in sorted(others - {path, f"{path}/", f"/{first}//"}):
        answer = send_to(seeded, gateway, route, path=other)
        assert (answer.status, answer.json["code"]) == (404, "not_found"), (other, answer)
    assert seeded.env.tables.dump() == seeded.before

    if route not in {("POST", "/users/logout"), ("POST", "/orders")}:  # policies name exactly these paths
        assert send_to(seeded, gateway, route, path=f"{path}/").status == ACCESS[route].status
    restore(seeded)


def restore(seeded: SeededShop) -> None:
    seeded.env.tables.dump()
    seeded.env.tables.restore(seeded.before)

"""Finds the route of a request by API Gateway's rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from local.template.resources import Route
from local.words import words

_ANY = words("DELETE GET HEAD OPTIONS PATCH POST PUT")  # the methods of ANY; API Gateway knows no others


class Match(NamedTuple):
    """A route and its path parameters, still percent-encoded, as API Gateway passes them to functions."""

    route: Route
    parameters: dict[str, str]


@dataclass
class _Node:
    """The resource of one path segment. A literal child wins over `{id}`, and `{id}` wins over `{proxy+}`."""

    literals: dict[str, _Node] = field(default_factory=dict)
    parameter: tuple[str, _Node] | None = None
    greedy: tuple[str, _Node] | None = None
    methods: dict[str, Route] = field(default_factory=dict)


class Router:
    """All routes of an API.

    API Gateway finds the resource before it looks at the method. So `/categories/order` never falls back to
    `/categories/{id}`, for any method.
    """

    def __init__(self, routes: Iterable[Route]) -> None:
        self._root = _Node()
        for route in routes:
            self._add(route)

    def match(self, method: str, path: str) -> Match | None:
        """Return the route of a raw path such as `/products/prd_1`, or None."""
        found = _descend(self._root, _segments(path), {})
        if found is None:
            return None
        node, parameters = found
        route = node.methods.get(method) or (node.methods.get("ANY") if method in _ANY else None)
        return Match(route, parameters) if route else None

    def _add(self, route: Route) -> None:
        node = self._root
        for segment in _segments(route.path):
            if segment.startswith("{") and segment.endswith("+}"):
                node.greedy = node.greedy or (segment[1:-2], _Node())
                node = node.greedy[1]
            elif segment.startswith("{"):
                node.parameter = node.parameter or (segment[1:-1], _Node())
                node = node.parameter[1]
            else:
                node = node.literals.setdefault(segment, _Node())
        node.methods[route.method] = route


def _segments(path: str) -> list[str]:
    # A path with a trailing slash has the same resource.
    return path.strip("/").split("/") if path.strip("/") else []


def _descend(node: _Node, segments: list[str], parameters: dict[str, str]) -> tuple[_Node, dict[str, str]] | None:
    if not segments:
        return (node, parameters) if node.methods else None
    first, rest = segments[0], segments[1:]
    if first in node.literals and (found := _descend(node.literals[first], rest, parameters)):
        return found
    if node.parameter and first:
        name, child = node.parameter
        if found := _descend(child, rest, {**parameters, name: first}):
            return found
    if node.greedy:
        return node.greedy[1], {**parameters, node.greedy[0]: "/".join(segments)}
    return None

"""What the API document says of a catalogue's routes."""

from typing import Any

from pydantic import BaseModel, create_model

from bodega.api.docs import ETAG, LOCATION, REPLAYED, empty, example_id, fails, succeeds
from bodega.catalog.kinds import Kind, Saved

_WHEN = "2026-01-31T09:30:00.000Z"
_WRITE_PROBLEMS = ("malformed_body", "payload_too_large", "unsupported_media_type", "validation_failed")
_ADMIN_PROBLEMS = ("unauthorized", "forbidden")


class Documentation:
    """Keyword arguments of the kind's route decorators."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.saved = {
            "id": example_id(kind.prefix),
            **kind.example,
            "version": 1,
            "createdAt": _WHEN,
            "updatedAt": _WHEN,
        }

    @property
    def schema(self) -> str:
        return self.kind.singular.capitalize()

    @property
    def one(self) -> str:
        return f"{'an' if self.kind.singular[0] in 'aeiou' else 'a'} {self.kind.singular}"

    def page(self) -> dict[str, Any]:
        """An example of a list's answer."""
        return {"items": [self.saved], "nextCursor": None}

    def list(self) -> dict[str, Any]:
        responses = succeeds(200, "A page, by name", f"{self.schema}Page", self.page(), ETAG)
        responses |= empty(304, "Not changed since If-None-Match") | fails("invalid_cursor", "validation_failed")
        return self._operation("list", self.kind.plural, f"List {self.kind.plural}", responses)

    def get(self) -> dict[str, Any]:
        responses = succeeds(200, f"The {self.kind.singular}", self.schema, self.saved, ETAG)
        responses |= empty(304, "Not changed since If-None-Match") | fails("not_found")
        return self._operation("get", self.kind.singular, f"Get one {self.kind.singular}", responses)

    def create(self) -> dict[str, Any]:
        headers = ETAG | LOCATION | REPLAYED
        responses = succeeds(201, f"The new {self.kind.singular}", self.schema, self.saved, headers)
        problems = [*_ADMIN_PROBLEMS, *_WRITE_PROBLEMS, "name_taken", "idempotency_key_reused", *self._too_many()]
        responses |= fails(*problems)
        return self._operation("create", self.kind.singular, f"Add {self.one}", responses)

    def replace(self) -> dict[str, Any]:
        return self._change("replace", f"Replace {self.one}", "name_taken", *self._too_many())

    def patch(self) -> dict[str, Any]:
        summary = f"Change fields of {self.one} (JSON merge patch)"
        return self._change("patch", summary, "name_taken", *self._too_many())

    def set_stock(self) -> dict[str, Any]:
        return self._change("setStockOf", f"Say whether {self.one} is in stock")

    def delete(self) -> dict[str, Any]:
        problems = ("not_found", "version_conflict", *self._in_use(), *self._too_many())
        responses = empty(204, "Deleted") | fails(*_ADMIN_PROBLEMS, *problems)
        return self._operation("delete", self.kind.singular, f"Delete {self.one}", responses)

    def _change(self, verb: str, summary: str, *problems: str) -> dict[str, Any]:
        responses = succeeds(
            200, f"The {self.kind.singular} as it is now", self.schema, {**self.saved, "version": 2}, ETAG
        )
        responses |= fails(*_ADMIN_PROBLEMS, *_WRITE_PROBLEMS, "not_found", "version_conflict", *problems)
        return self._operation(verb, self.kind.singular, summary, responses)

    def _operation(self, verb: str, noun: str, summary: str, responses: dict[int, Any]) -> dict[str, Any]:
        return {
            "summary": summary,
            "operation_id": f"{verb}{noun.capitalize()}",
            "tags": [self.kind.plural],
            "responses": responses,
        }

    def _too_many(self) -> tuple[str, ...]:
        return ("too_many_changes",) if self.kind.holds else ()

    def _in_use(self) -> tuple[str, ...]:
        return ("in_use",) if self.kind.held_by else ()

    def models(self) -> dict[str, type[BaseModel]]:
        """The models of the kind's answers, for the API document's components."""
        saved: type[BaseModel] = create_model(self.schema, __base__=(Saved, self.kind.fields))
        page = create_model(
            f"{self.schema}Page",
            items=(list[saved], ...),
            nextCursor=(str | None, ...),
        )
        return {self.schema: saved, f"{self.schema}Page": page}


def body_example(example: dict[str, Any]) -> dict[str, Any]:
    return {"example": {"value": example}}

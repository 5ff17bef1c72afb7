"""The entries of harness/shop/kinds.py agree with the kinds that the functions declare."""

from typing import Any

import pytest
from pydantic import ValidationError

from bodega.catalog.kinds import Kind, Reference
from bodega.validation import load_model
from harness import FUNCTIONS
from harness.shop.functions import load_app
from harness.shop.kinds import ENTRIES, KINDS, PARTITION, complete, minimal


def declared() -> dict[str, tuple[str, Kind]]:
    """Return the kinds that functions declare, with their functions, by their plurals."""
    apps = {path.parent.name: load_app(path.parent.name) for path in sorted(FUNCTIONS.glob("*/app.py"))}
    return {app.KIND.plural: (function, app.KIND) for function, app in apps.items() if hasattr(app, "KIND")}


def test_every_declared_kind_has_an_entry() -> None:
    missing, gone = set(declared()) - set(KINDS), set(KINDS) - set(declared())
    assert not missing, f"add an entry to harness/shop/kinds.py for {sorted(missing)}"
    assert not gone, f"no function declares {sorted(gone)}: remove the entry from harness/shop/kinds.py"


@pytest.mark.parametrize("kind", KINDS)
def test_an_entry_agrees_with_the_declaration(kind: str) -> None:
    entry, (function, declaration) = ENTRIES[kind], declared()[kind]
    assert (entry.function, entry.prefix, entry.partition) == (function, declaration.prefix, declaration.partition)
    assert set(complete(kind)) == set(declaration.field_names)
    holds = entry.holds and Reference(entry.partition, entry.holds.field, PARTITION[entry.holds.kind])
    assert holds == declaration.holds


@pytest.mark.parametrize("kind", KINDS)
def test_the_names_of_a_kinds_fields_are_those_of_its_model(kind: str) -> None:
    function, declaration = declared()[kind]
    names = load_model(declaration.fields).json_names()
    assert declaration.field_names == names, f"functions/{function}: make field_names those of the model"
    assert set(load_model(declaration.stock).json_names()) <= set(names)


@pytest.mark.parametrize("kind", KINDS)
def test_an_item_may_refer_to_nothing(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Admins empty an item's list before they delete what is in it, and the tests of all kinds create such items."""
    monkeypatch.setenv("SHOP_CURRENCY", "CAD")
    declaration = declared()[kind][1]
    for fields in (minimal(kind), complete(kind)):
        try:
            load_model(declaration.fields).model_validate(fields)
        except ValidationError as error:
            pytest.fail(f"{kind} in harness/shop/kinds.py is not valid, or its list of ids may not be empty: {error}")


@pytest.mark.parametrize("kind", KINDS)
def test_required_fields_and_defaults_are_those_of_the_declaration(kind: str) -> None:
    fields: Any = load_model(declared()[kind][1].fields).model_fields.values()
    assert set(minimal(kind)) == {field.alias for field in fields if field.is_required()}
    common = {"description": "", "inStock": True}
    assert common | dict(ENTRIES[kind].defaults) == {
        field.alias: field.default for field in fields if not field.is_required()
    }

"""A kind that two other kinds refer to: items of both are its dependants."""

import pytest

from bodega.catalog import kinds
from bodega.catalog.kinds import COMMON_FIELDS, Kind, Reference
from bodega.catalog.operations import Catalog
from bodega.catalog.schemas import CatalogFields
from bodega.errors import InUse
from bodega.validation import load_model
from harness.aws.dynamodb_proxy import Recording

pytestmark = pytest.mark.one_client

HOLDERS = (Reference("BUNDLE", "partIds", "PART"), Reference("KIT", "spareIds", "PART"))


class BundleFields(CatalogFields):
    part_ids: list[str] = []


class KitFields(CatalogFields):
    spare_ids: list[str] = []


@pytest.fixture
def parts(catalog: str, monkeypatch: pytest.MonkeyPatch) -> Catalog:
    monkeypatch.setattr(kinds, "REFERENCES", HOLDERS)
    return Catalog(Kind("part", "parts", "prt", COMMON_FIELDS, "bodega.catalog.schemas:CatalogFields"))


@pytest.fixture
def bundles(parts: Catalog) -> Catalog:
    return Catalog(Kind("bundle", "bundles", "bun", (*COMMON_FIELDS, "partIds"), f"{__name__}:BundleFields"))


@pytest.fixture
def kits(parts: Catalog) -> Catalog:
    return Catalog(Kind("kit", "kits", "kit", (*COMMON_FIELDS, "spareIds"), f"{__name__}:KitFields"))


def create(catalog: Catalog, **fields: object) -> str:
    item, _ = catalog.create(load_model(catalog.kind.fields)(name="Name", **fields).as_json(), None)
    return str(item["id"])


def test_a_rejected_deletion_names_the_dependants_of_both_kinds(
    parts: Catalog, bundles: Catalog, kits: Catalog, recording: Recording
) -> None:
    part = create(parts)
    bundle = create(bundles, partIds=[part])
    recording.calls.clear()
    with pytest.raises(InUse):
        parts.delete(part, None)
    assert recording.operations == ["GetItem", "TransactWriteItems", "Query"], "no kit can be missing"

    kit = create(kits, spareIds=[part])
    with pytest.raises(InUse) as by_both:
        parts.delete(part, None)
    bundles.delete(bundle, None)
    with pytest.raises(InUse) as by_one:
        parts.delete(part, None)
    kits.delete(kit, None)
    parts.delete(part, None)

    assert by_both.value.dependants == [bundle, kit]
    assert by_one.value.dependants == [kit]
    assert parts.store.get(part) is None

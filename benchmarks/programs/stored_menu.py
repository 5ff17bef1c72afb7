"""The stored menu of the sample products, as `GET /menu` reads it. The shop's own code makes its text."""

import os
from base64 import b64encode
from collections.abc import Mapping
from typing import Any
from unittest.mock import patch

from boto3.dynamodb.types import TypeSerializer

from benchmarks.programs.sample_data import PAGE, Item, products
from bodega.attributes import from_attributes
from categories.menu.answers import answers, fingerprint
from categories.menu.shapes import Catalogue, shown


def stored_menu(environment: Mapping[str, str]) -> dict[str, Item]:
    """Return the stored items by sort key, in DynamoDB's JSON.

    `environment`: the variables that the template declares for the function of the menu.
    """
    with patch.dict(os.environ, environment):
        made, print_of_shop = answers(_catalogue()), fingerprint()
    shapes = {
        shape: {"tag": answer.tag, "parts": len(answer.parts), "size": answer.size} for shape, answer in made.items()
    }
    tags = {"pk": "MENU", "sk": "TAGS", "build": 1, "builtAt": 1, "fingerprint": print_of_shop, "shapes": shapes}
    items: dict[str, Item] = {"TAGS": {name: dict(TypeSerializer().serialize(value)) for name, value in tags.items()}}
    for shape, answer in made.items():
        for number, content in enumerate(answer.parts):
            key = f"{shape}#{number:02d}"
            items[key] = {"pk": {"S": "MENU"}, "sk": {"S": key}, "content": {"B": b64encode(content).decode()}}
    return items


def _catalogue() -> Catalogue:
    """Return a catalogue with one category of all products, and no customizations."""
    offered = {item["id"]: item for item in map(from_attributes, products(PAGE))}
    category: dict[str, Any] = {"id": "cat_01JD4W0Q8V5E2M7T9X3K6B0000", "name": "All", "productIds": list(offered)}
    return {
        "CATEGORY": {category["id"]: shown("CATEGORY", category)},
        "PRODUCT": {item_id: shown("PRODUCT", item) for item_id, item in offered.items()},
        "CUSTOMIZATION": {},
        "ADDON": {},
    }

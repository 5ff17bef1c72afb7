"""What a product is stored as, and where a page ends, for each that stores by boto3."""

import base64
import json
import uuid
from datetime import UTC, datetime
from typing import Any

from product_model import NewProduct


def item_of(product: NewProduct) -> dict[str, Any]:
    product_id = f"prd_{uuid.uuid4().hex}"
    now = datetime.now(UTC).isoformat()
    return {
        "pk": "PRODUCT",
        "sk": product_id,
        "nameKey": f"{product.name.casefold()}\x1f{product_id}",
        "refs": 0,
        "id": product_id,
        **product.model_dump(mode="json", by_alias=True),
        "version": 1,
        "createdAt": now,
        "updatedAt": now,
    }


def cursor_of(key: dict[str, Any] | None) -> str | None:
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode() if key else None


def key_of(cursor: str) -> dict[str, Any]:
    return json.loads(base64.urlsafe_b64decode(cursor))

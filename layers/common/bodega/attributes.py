"""Keys and values of items in DynamoDB's notation, and back.

Numbers are integers on both sides: the shop has no floats, and boto3's own (de)serialiser
would make every number a Decimal, which `json` writes as a string.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Key(NamedTuple):
    pk: str
    sk: str

    def attributes(self) -> dict[str, Any]:
        return {"pk": {"S": self.pk}, "sk": {"S": self.sk}}


def to_attribute(value: Any) -> dict[str, Any]:
    """Raises: TypeError for what the shop does not store (floats, bytes, sets)."""
    match value:
        case str():
            return {"S": value}
        case bool():
            return {"BOOL": value}
        case int():
            return {"N": str(value)}
        case None:
            return {"NULL": True}
        case list() | tuple():
            return {"L": [to_attribute(element) for element in value]}
        case dict():
            return {"M": to_attributes(value)}
        case _:
            raise TypeError(f"DynamoDB does not get a {type(value).__name__} from us")


def from_attribute(attribute: Mapping[str, Any]) -> Any:
    """Raises: TypeError for a type that the shop never writes."""
    ((kind, value),) = attribute.items()
    match kind:
        case "S" | "BOOL":
            return value
        case "N":
            return int(value)
        case "NULL":
            return None
        case "L":
            return [from_attribute(element) for element in value]
        case "M":
            # DynamoDB keeps no order of members; entity tags are made from the text and need one.
            return {name: from_attribute(value[name]) for name in sorted(value)}
        case _:
            raise TypeError(f"an attribute of type {kind} is not ours")


def to_attributes(item: Mapping[str, Any]) -> dict[str, Any]:
    return {name: to_attribute(value) for name, value in item.items()}


def from_attributes(item: Mapping[str, Any]) -> dict[str, Any]:
    return {name: from_attribute(value) for name, value in item.items()}

"""The settings that a shop's data fixes: the currency of its prices, and the currency and time zone of its reports.

Prices and counted orders cannot be converted. So a shop that has any keeps both parameters.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

PLACES = (("CatalogTable", "PRODUCT"), ("CatalogTable", "ADDON"), ("AnalyticsTable", "YEAR"))
"""Tables of the template, and partitions whose items have the settings. One item of each tells them."""

Item = Mapping[str, Any]
"""An item in DynamoDB's notation."""


def problem(parameters: Mapping[str, str], items: Iterable[Item | None], another_shop: str) -> str | None:
    """Return why a shop with these items must not use the parameters and what to do about it, or None.

    `items`: the first of each of `PLACES`, None where there is none. `another_shop`: how to open a shop without data.
    """
    zone = parameters.get("TimeZone")
    if zone is not None and not _is_zone(zone):
        return f"TimeZone must be a name of the IANA time zone database, for example Europe/Paris, not {zone!r}."
    for item in items:
        for name, found in _settings(item or {}).items():
            wanted = parameters.get(name, found)
            if wanted != found:
                return (
                    f"The data of this shop has {name}={found}, but the parameter is {name}={wanted}. A shop keeps its "
                    "currency and time zone, because prices and counted orders are not converted.\n"
                    f"Set {name}={found} again, or open another shop: {another_shop}"
                )
    return None


def _settings(item: Item) -> dict[str, str]:
    """Return the parameters that an item was written with. Items of earlier versions have no time zone."""
    attributes = item.get("price", {}).get("M", item)
    found = {"Currency": attributes.get("currency"), "TimeZone": item.get("timeZone")}
    return {name: value["S"] for name, value in found.items() if value}


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return False
    return True

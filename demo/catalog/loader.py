"""Adds the missing items of a catalogue to a shop. Items that the shop has stay as they are."""

import uuid
from typing import Any

from bodega.text import fold_name
from demo.catalog.entries import Catalog, DanglingReference, Entry, Ids, Kind, Product
from demo.client import Client, Refused
from demo.pictures.urls import picture_url
from demo.progress import LoadError, Progress, Tally


class CatalogLoader:
    """Loads one catalogue over one connection.

    `pictures`: the URL below which the products' pictures are, or None to leave them out.
    """

    def __init__(self, client: Client, currency: str, progress: Progress, pictures: str | None = None) -> None:
        self._client = client
        self._currency = currency
        self._pictures = pictures
        self._progress = progress
        self._ids = Ids()
        # An idempotency key per item makes a repeated request harmless. Every run has other keys, because the API
        # replays its answer to a known key for a day, also when an admin has deleted the item since.
        self._run = uuid.uuid4()

    def load(self, catalog: Catalog) -> Tally:
        """Create the missing items, kind by kind, and put new categories in order.

        Raises LoadError and Unreachable. Items that were created before the error stay.
        """
        total = Tally()
        for kind, entries in catalog.items():
            present = self._remember_present(kind)
            tally = self._load_kind(kind, entries)
            if kind == "categories":
                self._order_categories(entries, present)
            self._progress.finish(kind, tally.created, tally.kept)
            total.created += tally.created
            total.kept += tally.kept
        return total

    def _remember_present(self, kind: Kind) -> list[dict[str, Any]]:
        try:
            present = list(self._client.items(kind))
            for item in present:
                self._ids.add(kind, item["name"], item["id"])
        except Refused as error:
            raise LoadError(f"Cannot read the list of {kind}: {error}", error.status) from error
        except (KeyError, TypeError) as error:
            raise LoadError(f"The list of {kind} is not an answer of this API: {error!r}") from error
        return present

    def _load_kind(self, kind: Kind, entries: list[Entry]) -> Tally:
        tally = Tally()
        for done, entry in enumerate(entries, start=1):
            if self._ids.find(kind, entry.name):
                tally.kept += 1
            else:
                self._create(kind, entry)
                tally.created += 1
            self._progress.step(kind, done, len(entries))
        return tally

    def _create(self, kind: Kind, entry: Entry) -> None:
        key = uuid.uuid5(self._run, f"{kind}/{fold_name(entry.name)}")
        try:
            body = entry.body(self._ids, self._currency)
            if isinstance(entry, Product) and entry.picture and self._pictures:
                body["images"] = [picture_url(self._pictures, entry.name)]
            item = self._client.create(kind, body, str(key))
            self._ids.add(kind, entry.name, item["id"])
        except Refused as error:
            raise LoadError(f"{entry.name!r} of {kind} was not created: {error}", error.status) from error
        except (DanglingReference, KeyError) as error:
            raise LoadError(f"{entry.name!r} of {kind} was not created: {error}") from error

    def _order_categories(self, entries: list[Entry], present: list[dict[str, Any]]) -> None:
        """Put the catalogue's new categories, in its order, after those that have a position.

        A category without a position counts as new. So the next run completes one that stopped before this step.
        """
        positions = {item["id"]: item.get("position") for item in present}
        placed = {item_id: place for item_id, place in positions.items() if place is not None}
        ours = self._ids.resolve("categories", (entry.name for entry in entries))
        new = [item_id for item_id in ours if item_id not in placed]
        if not new:
            return
        others = [item_id for item_id in positions if item_id not in placed and item_id not in new]
        try:
            self._client.order_categories([*sorted(placed, key=placed.__getitem__), *new, *others])
        except Refused as error:
            raise LoadError(f"Cannot put the categories in order: {error}", error.status) from error

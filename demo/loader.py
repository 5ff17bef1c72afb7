"""Adds to a shop what it lacks of a catalogue, and leaves alone what it has."""

import uuid
from dataclasses import dataclass
from typing import Any

from demo.catalog import Catalog, DanglingReference, Entry, Ids, Kind, name_key
from demo.client import Client, Refused
from demo.progress import Progress


class LoadError(Exception):
    """The shop would not take an item, or does not speak this API.

    `status` is the HTTP status, if there was one.
    """

    def __init__(self, what: str, status: int | None = None) -> None:
        super().__init__(what)
        self.status = status


@dataclass
class Tally:
    created: int = 0
    kept: int = 0


class Loader:
    def __init__(self, client: Client, currency: str, progress: Progress) -> None:
        self._client = client
        self._currency = currency
        self._progress = progress
        self._ids = Ids()
        # A key per item makes sending it twice harmless. The keys differ from run to run: the API replays its
        # answer to a known key for a day, and would claim to create again what an admin has deleted since.
        self._run = uuid.uuid4()

    def load(self, catalog: Catalog) -> Tally:
        """Creates what is missing, kind by kind, and puts new categories in order.

        Raises LoadError and Unreachable; what was created until then stays.
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
            raise LoadError(f"The list of {kind} could not be read: {error}", error.status) from error
        except (KeyError, TypeError) as error:
            raise LoadError(f"The list of {kind} is not what this API answers: {error!r}") from error
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
        key = uuid.uuid5(self._run, f"{kind}/{name_key(entry.name)}")
        try:
            item = self._client.create(kind, entry.body(self._ids, self._currency), str(key))
            self._ids.add(kind, entry.name, item["id"])
        except Refused as error:
            raise LoadError(f"{entry.name!r} of {kind} was not created: {error}", error.status) from error
        except (DanglingReference, KeyError) as error:
            raise LoadError(f"{entry.name!r} of {kind} was not created: {error}") from error

    def _order_categories(self, entries: list[Entry], present: list[dict[str, Any]]) -> None:
        """Puts the catalogue's new categories, in its order, behind those that have a place.

        One without a place counts as new, so that a run that was stopped before it came here is
        made good by the next.
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
            raise LoadError(f"The categories were not put in order: {error}", error.status) from error

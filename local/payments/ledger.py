"""The stand-in's books: Stripe's objects, idempotency keys, timers, deliveries and settings, in one SQLite file.

A killed process loses nothing that it answered for. A power failure may lose the last second.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Document = dict[str, Any]

_TABLES = """
CREATE TABLE IF NOT EXISTS objects (
  number INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, kind TEXT NOT NULL, created INTEGER NOT NULL,
  payment_intent TEXT, document TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS by_kind ON objects (kind, number);
CREATE INDEX IF NOT EXISTS by_payment_intent ON objects (payment_intent, kind);
CREATE TABLE IF NOT EXISTS keys (
  key TEXT PRIMARY KEY, created REAL NOT NULL, request TEXT NOT NULL, status INTEGER NOT NULL, body TEXT NOT NULL,
  request_id TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS timers (at REAL NOT NULL, action TEXT NOT NULL, id TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS deliveries (
  number INTEGER PRIMARY KEY, event TEXT NOT NULL, due REAL NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'pending');
CREATE INDEX IF NOT EXISTS by_state ON deliveries (state, due);
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
_KINDS = ("payment_intent", "charge", "refund", "dispute", "event")
_EMPTY = (
    "DELETE FROM objects",
    "DELETE FROM keys",
    "DELETE FROM timers",
    "DELETE FROM deliveries",
    "DELETE FROM settings",
)


class Ledger:
    """The open books. `rows` is the database, for the tables that other modules of this package own."""

    def __init__(self, path: Path | str) -> None:
        self.rows = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self.rows.execute("PRAGMA journal_mode=WAL")
        self.rows.execute("PRAGMA synchronous=NORMAL")
        self.rows.executescript(_TABLES)

    def close(self) -> None:
        self.rows.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything that is written inside is kept, or with an exception nothing."""
        self.rows.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.rows.execute("ROLLBACK")
            raise
        self.rows.execute("COMMIT")

    def clear(self) -> None:
        """Delete everything."""
        with self.transaction():
            for statement in _EMPTY:
                self.rows.execute(statement)

    # ------------------------------------------------------------------ objects
    def save(self, document: Document) -> None:
        """Write an object, new or changed."""
        self.rows.execute(
            "INSERT INTO objects (id, kind, created, payment_intent, document) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET document = excluded.document",
            (
                document["id"],
                document["object"],
                document["created"],
                document.get("payment_intent"),
                json.dumps(document),
            ),
        )

    def find(self, kind: str, id: str) -> Document | None:
        row = self.rows.execute("SELECT document FROM objects WHERE id = ? AND kind = ?", (id, kind)).fetchone()
        return json.loads(row[0]) if row else None

    def of_kind(self, kind: str, payment_intent: str | None = None) -> list[Document]:
        """Return the objects of a kind, oldest first; with `payment_intent` those of this payment."""
        if payment_intent is None:
            query = self.rows.execute("SELECT document FROM objects WHERE kind = ? ORDER BY number", (kind,))
        else:
            query = self.rows.execute(
                "SELECT document FROM objects WHERE kind = ? AND payment_intent = ? ORDER BY number",
                (kind, payment_intent),
            )
        return [json.loads(row[0]) for row in query]

    def newest(self, kind: str, count: int) -> list[Document]:
        """Return the newest objects of a kind, the last one first."""
        query = "SELECT document FROM objects WHERE kind = ? ORDER BY number DESC LIMIT ?"
        return [json.loads(row[0]) for row in self.rows.execute(query, (kind, count))]

    def books(self) -> dict[str, list[Document]]:
        """Return all objects by kind, in the plural, each list oldest first."""
        return {f"{kind}s": self.of_kind(kind) for kind in _KINDS}

    # ------------------------------------------------------------------ timers and settings
    def at(self, moment: float, action: str, id: str) -> None:
        """Write down something that happens later."""
        self.rows.execute("INSERT INTO timers VALUES (?, ?, ?)", (moment, action, id))

    def due(self, now: float) -> list[tuple[str, str]]:
        """Return and remove what is due: (action, id), in the order of time."""
        rows = self.rows.execute("SELECT rowid, action, id FROM timers WHERE at <= ? ORDER BY at", (now,)).fetchall()
        self.rows.executemany("DELETE FROM timers WHERE rowid = ?", [(row[0],) for row in rows])
        return [row[1:] for row in rows]

    def setting(self, name: str, default: Any) -> Any:
        row = self.rows.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
        return json.loads(row[0]) if row else default

    def set(self, name: str, value: Any) -> None:
        self.rows.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (name, json.dumps(value)))

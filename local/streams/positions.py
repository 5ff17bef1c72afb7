"""The position of a mapping in each shard of its stream, kept in a file.

A position moves only when the function or the dead-letter queue has taken every record before it. So the next stack
continues with the records that were in delivery, and none is lost.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from local.errors import LocalError


@dataclass
class Position:
    """`after` is the sequence number of the last settled record; None is the start of the shard."""

    after: str | None = None
    finished: bool = False


class Positions:
    """The positions of one mapping. A table that is created again has a stream with another ARN."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._arn, self._shards = _read(path)

    def begin(self, arn: str) -> bool:
        """Use the positions of a stream. Returns whether the stream is new."""
        if arn == self._arn:
            return False
        self._arn, self._shards = arn, {}
        return True

    def of(self, shard: str) -> Position:
        return self._shards.setdefault(shard, Position())

    def move(self, shard: str, after: str) -> None:
        position = self.of(shard)
        if position.after != after:
            position.after = after
            self.write()

    def finish(self, shard: str) -> None:
        self.of(shard).finished = True
        self.write()

    def keep_only(self, shards: set[str]) -> None:
        """Forget the shards that the stream no longer has."""
        self._shards = {shard: position for shard, position in self._shards.items() if shard in shards}

    def write(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        document = {"stream": self._arn, "shards": {shard: asdict(each) for shard, each in self._shards.items()}}
        new = self._path.with_suffix(".new")
        new.write_text(json.dumps(document, indent=2), encoding="utf-8")
        new.replace(self._path)


def _read(path: Path) -> tuple[str, dict[str, Position]]:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        return document["stream"], {shard: Position(**position) for shard, position in document["shards"].items()}
    except FileNotFoundError:
        return "", {}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise LocalError(f"{path} is broken. Delete it and the stream is read from its starting position.") from None

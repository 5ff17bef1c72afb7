"""How far a mapping has come in each shard of its stream, kept in a file.

A position moves only when everything before it was taken by the function or by the dead-letter queue: whenever the
stack ends, the next one goes on with what was under way, and nothing is lost.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from local.errors import LocalError


@dataclass
class Position:
    """`after`: the sequence number of the last record that is settled; None stands for the shard's beginning."""

    after: str | None = None
    finished: bool = False


class Positions:
    """Of one mapping. A stream is known by its ARN, which is another one when the table is made anew."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._arn, self._shards = _read(path)

    def begin(self, arn: str) -> bool:
        """Turn to a stream; True when it was not known before."""
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
        """Forget shards that the stream has forgotten."""
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

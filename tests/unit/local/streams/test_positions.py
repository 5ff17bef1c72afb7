"""The positions of a mapping, also after a restart."""

from pathlib import Path

import pytest

from local.errors import LocalError
from local.streams.positions import Positions


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "streams" / "mapping.json"


def test_a_new_stream_is_read_from_the_start_of_its_shards(path: Path) -> None:
    positions = Positions(path)
    assert positions.begin("arn:1")
    assert positions.of("shard").after is None


def test_settled_positions_survive_a_restart(path: Path) -> None:
    before = Positions(path)
    before.begin("arn:1")
    before.move("first", "7")
    before.finish("first")
    before.move("second", "9")
    after = Positions(path)
    assert not after.begin("arn:1")
    assert (after.of("first").after, after.of("first").finished) == ("7", True)
    assert (after.of("second").after, after.of("second").finished) == ("9", False)


def test_a_recreated_table_has_another_stream(path: Path) -> None:
    before = Positions(path)
    before.begin("arn:1")
    before.move("shard", "7")
    after = Positions(path)
    assert after.begin("arn:2")
    assert after.of("shard").after is None


def test_removed_shards_are_forgotten(path: Path) -> None:
    positions = Positions(path)
    positions.begin("arn:1")
    positions.move("old", "7")
    positions.keep_only({"new"})
    positions.move("new", "8")
    assert "old" not in path.read_text()


def test_a_crash_while_writing_leaves_the_positions_before(path: Path) -> None:
    positions = Positions(path)
    positions.begin("arn:1")
    positions.move("shard", "7")
    path.with_suffix(".new").write_text('{"stream": "arn:1", "sha')
    assert Positions(path).of("shard").after == "7"


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"stream": "arn:1", "shards": {"a": {"behind": "7"}}}'])
def test_a_broken_file_is_an_error(path: Path, content: str) -> None:
    path.parent.mkdir()
    path.write_text(content)
    with pytest.raises(LocalError, match=r"mapping\.json is broken"):
        Positions(path)

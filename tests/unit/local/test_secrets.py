"""Local secrets: generated once, and readable by their owner only."""

import json
import stat
import string
from pathlib import Path

import pytest

from local.engines.secrets_manager import SecretsFile, generate
from local.errors import LocalError
from local.template.resources import Secret

ALPHABET = string.ascii_letters + string.digits


def secret(name: str = "key", **fields: str) -> Secret:
    return Secret(name, name, "", 64, ALPHABET, fields.get("json_template"), fields.get("json_key"))


def test_secrets_stay_the_same_when_another_one_is_declared(tmp_path: Path) -> None:
    file = SecretsFile(tmp_path / "new" / "secrets.json")
    first = file.ensure([secret("a")])
    second = file.ensure([secret("a"), secret("b")])
    assert second["a"] == first["a"]
    assert second["a"]["value"] != second["b"]["value"]
    assert SecretsFile(file.path).ensure([]) == second


def test_the_file_is_for_its_owner_only(tmp_path: Path) -> None:
    file = SecretsFile(tmp_path / "secrets.json")
    file.ensure([secret()])
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secrets.json"]


@pytest.mark.parametrize("content", ["", "[]", '{"key": {}}', '{"key": "text"}', "{"])
def test_a_broken_file_is_an_error_and_stays(tmp_path: Path, content: str) -> None:
    path = tmp_path / "secrets.json"
    path.write_text(content)
    with pytest.raises(LocalError, match="is broken"):
        SecretsFile(path).ensure([secret()])
    assert path.read_text() == content


def test_a_value_follows_the_rules_of_the_template() -> None:
    value = generate(secret())
    assert len(value) == 64
    assert set(value) <= set(ALPHABET)
    assert generate(secret()) != value


def test_a_value_can_be_part_of_a_document() -> None:
    document = json.loads(generate(secret(json_template='{"user": "shop"}', json_key="password")))
    assert document["user"] == "shop"
    assert len(document["password"]) == 64

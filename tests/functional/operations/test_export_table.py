"""`make export`: all items of a table as JSON lines, without secrets, also after an interruption."""

import importlib
import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bodega.attributes import from_attributes, to_attributes
from harness.aws.dynamodb_proxy import Fault, Recording
from harness.aws.policy_simulator import running
from harness.aws.tables import put_all, read_all
from harness.shop.client import Shop
from harness.shop.kinds import KINDS
from harness.shop.mails import token_in
from tests.functional.users.profile.test_erasure import furnish
from tests.support.shop.accounts import customer
from tests.support.shop.stored_orders import stored_order

Run = Callable[..., int]
# bcrypt hashes, SHA-256 and other digests, and tokens of payment methods.
SECRETS = re.compile(r"\$2b\$|\b[0-9a-f]{64}\b|\b[0-9a-f]{32}\b|pm_\w+|rt_\w+")


@pytest.fixture
def export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command. Restore the environment after the command has changed it."""
    for name in ("CATALOG_TABLE", "ACCOUNTS_TABLE", "ORDERS_TABLE", "AWS_DEFAULT_REGION"):
        monkeypatch.setenv(name, os.environ[name])

    def run(name: str, table: str, *arguments: str) -> int:
        words = [name, str(tmp_path), "--table", table, "--region", "us-east-1", *arguments]
        with running(None):  # no function
            status: int = importlib.import_module("scripts.export_table").main(words)
        return status

    return run


def exported(folder: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def keys(items: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return sorted((item["pk"], item["sk"]) for item in items)


@pytest.fixture
def furnished(shop: Shop, accounts: str) -> str:
    """An accounts table with items of every kind."""
    furnish(shop, customer(shop, firstName="Zoë"))
    return accounts


def test_a_catalogue_is_exported_item_by_item(shop: Shop, catalog: str, export: Run, tmp_path: Path) -> None:
    items = [shop.add(kind, name="Crème brûlée") for kind in KINDS]
    shop.get("/menu")

    assert export("catalog", catalog) == 0

    found = {item["sk"]: item for item in exported(tmp_path, "catalog") if not item["pk"].endswith("#NAME")}
    assert found.keys() == {item["id"] for item in items}
    for item in items:
        assert {name: found[item["id"]][name] for name in item} == item


def test_accounts_are_exported_without_secrets(
    furnished: str, dynamodb: Any, export: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export("accounts", furnished) == 0

    text = (tmp_path / "accounts.jsonl").read_text(encoding="utf-8")
    assert SECRETS.findall(text) == []
    assert "Zoë" in text
    kinds = {item["pk"].partition("#")[0] for item in exported(tmp_path, "accounts")}
    assert kinds == {"USER", "EMAIL"}
    stored = read_all(dynamodb, furnished)
    kept = [row for row in stored if re.match(r"PROFILE|ADDRESS|PAYMENT|LOYALTY|POINTS|CREDENTIALS", row["sk"]["S"])]
    assert len(exported(tmp_path, "accounts")) == len(kept)
    assert f"{len(kept)} items" in capsys.readouterr().out


def test_orders_are_exported_without_stored_answers_and_tracking_tokens(
    catalog: str, accounts: str, orders: str, dynamodb: Any, export: Run, tmp_path: Path
) -> None:
    left_out = [{"pk": "USER#usr_1", "sk": "REQUEST#1f", "answer": {}}, {"pk": f"TRACK#{64 * 'a'}", "sk": "TRACK"}]
    kept = [*stored_order(), {"pk": "STORE", "sk": "SETTINGS", "leadMinutes": 20}]
    put_all(dynamodb, orders, [to_attributes(item) for item in [*kept, *left_out]])

    assert export("orders", orders) == 0

    assert keys(exported(tmp_path, "orders")) == keys(kept)
    assert SECRETS.findall((tmp_path / "orders.jsonl").read_text(encoding="utf-8")) == []


def test_everything_is_exported_on_request(furnished: str, dynamodb: Any, export: Run, tmp_path: Path) -> None:
    assert export("accounts", furnished, "--everything") == 0

    stored = read_all(dynamodb, furnished)
    assert keys(exported(tmp_path, "accounts")) == sorted((row["pk"]["S"], row["sk"]["S"]) for row in stored)
    assert "$2b$" in (tmp_path / "accounts.jsonl").read_text(encoding="utf-8")


def test_no_mailed_token_works_that_an_export_contains(
    furnished: str, dynamodb: Any, export: Run, tmp_path: Path
) -> None:
    export("accounts", furnished, "--everything")

    mails = [from_attributes(row) for row in read_all(dynamodb, furnished) if row["sk"]["S"] == "MAIL"]
    text = (tmp_path / "accounts.jsonl").read_text(encoding="utf-8")
    assert not [mail for mail in mails if "token" in mail and token_in(mail) in text]


def test_an_interrupted_export_continues(
    furnished: str,
    recording: Recording,
    export: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    export("accounts", furnished, "--everything")
    whole = keys(exported(tmp_path, "accounts"))
    (tmp_path / "accounts.jsonl").unlink()
    module = importlib.import_module("scripts.export_table")
    scan = module.scan
    monkeypatch.setattr(module, "scan", lambda *given, **more: scan(*given, **more, Limit=3))
    recording.faults += [
        Fault("none", "Scan", times=2),
        Fault("error", "Scan", status=400, code="AccessDeniedException"),
    ]

    assert export("accounts", furnished, "--everything") == 1
    assert "Run this again" in capsys.readouterr().err
    assert not (tmp_path / "accounts.jsonl").exists()
    with (tmp_path / "accounts.jsonl.part").open("a", encoding="utf-8") as part:
        part.write('{"pk": "half of a')  # the machine stopped in the middle of a line
    assert export("accounts", furnished, "--everything") == 0

    assert "continues after 6 items" in capsys.readouterr().err
    assert keys(exported(tmp_path, "accounts")) == whole
    assert [path.name for path in tmp_path.iterdir()] == ["accounts.jsonl"]


def interrupt(folder: Path, monkeypatch: pytest.MonkeyPatch, export: Run, table: str) -> bytes:
    """End an export between its last page and the renaming of its part. Return the whole part."""

    def stop(_: Path, __: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", stop)
        assert export("accounts", table) == 130
    return (folder / "accounts.jsonl.part").read_bytes()


def test_an_export_that_ended_before_its_file_had_its_name_has_each_item_once(
    furnished: str, export: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = interrupt(tmp_path, monkeypatch, export, furnished)

    assert export("accounts", furnished) == 0

    assert (tmp_path / "accounts.jsonl").read_bytes() == whole


def test_an_export_begins_again_without_its_part(
    furnished: str, export: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = interrupt(tmp_path, monkeypatch, export, furnished)
    (tmp_path / "accounts.jsonl.part").unlink()

    assert export("accounts", furnished) == 0

    assert sorted((tmp_path / "accounts.jsonl").read_bytes().splitlines()) == sorted(whole.splitlines())


def test_a_part_that_was_cut_is_not_filled_up(
    furnished: str,
    export: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    whole = interrupt(tmp_path, monkeypatch, export, furnished)
    (tmp_path / "accounts.jsonl.part").write_bytes(whole[:-10])

    assert export("accounts", furnished) == 1

    assert "is not whole. Delete it to begin again" in capsys.readouterr().err
    assert (tmp_path / "accounts.jsonl.part").read_bytes() == whole[:-10]


def test_the_password_of_a_smoke_test_is_not_exported(
    furnished: str, dynamodb: Any, export: Run, tmp_path: Path
) -> None:
    run = {"pk": {"S": "SMOKE"}, "sk": {"S": "1f"}, "password": {"S": "correct horse"}}
    dynamodb.put_item(TableName=furnished, Item=run)

    assert export("accounts", furnished) == 0

    assert "correct horse" not in (tmp_path / "accounts.jsonl").read_text(encoding="utf-8")


def test_a_part_of_another_export_is_not_continued(
    furnished: str, export: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    position = {"table": furnished, "everything": True, "bytes": 0, "items": 0, "after": None, "done": False}
    (tmp_path / "accounts.jsonl.position").write_text(json.dumps(position))
    (tmp_path / "accounts.jsonl.part").touch()

    assert export("accounts", furnished) == 1

    assert "a part of another export" in capsys.readouterr().err


def test_a_file_is_not_overwritten_and_not_readable_by_others(
    furnished: str, export: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export("accounts", furnished)
    assert (tmp_path / "accounts.jsonl").stat().st_mode & 0o077 == 0

    assert export("accounts", furnished) == 1

    assert "exists. Delete it" in capsys.readouterr().err

"""The migration of sort keys and name claims: of items that an older version wrote, while the shop is open."""

import importlib
import os
import unicodedata

import pytest

from bodega.dynamodb import calls
from harness.aws.dynamodb_proxy import Fault
from harness.aws.policy_simulator import running
from harness.aws.tables import delete_all, put_all, read_all
from harness.shop.kinds import KINDS, PARTITION, minimal
from scripts.migrations import MIGRATIONS

(NAME_KEYS,) = MIGRATIONS
NAMES = ["Zebra", "Äpfel", "Apple", "10 pack", "2 pack", "Te\u200ba", "hot  dog", "Œuf"]
IN_ORDER = ["2 pack", "10 pack", "Äpfel", "Apple", "hot  dog", "Œuf", "Te\u200ba", "Zebra"]


def old_form(name):
    """Return the form in which the version before the migration compared and sorted names."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).strip()


@pytest.fixture(autouse=True)
def same_environment(catalog, monkeypatch):
    """Restore the environment after the command has changed it."""
    for name in ("CATALOG_TABLE", "AWS_DEFAULT_REGION"):
        monkeypatch.setenv(name, os.environ[name])


@pytest.fixture
def migrate(catalog):
    """Run the command as `make migrate` does. Operators have other rights than functions."""

    def run(*arguments):
        with running(None):
            return importlib.import_module("scripts.migrate").main(["--table", catalog, *arguments])

    return run


@pytest.fixture
def before(shop, catalog, dynamodb):
    """Add items as the version before the migration wrote them. Return them by name.

    They are deleted afterwards, because the fixture of the table checks that all claims are in the current form.
    """
    added = []

    def add(kind, *names):
        items = {}
        for number, name in enumerate(names):
            items[name] = shop.add(kind, name=f"item{number}")
            (row,) = [row for row in read_all(dynamodb, catalog) if row["sk"]["S"] == items[name]["id"]]
            claim = {"pk": {"S": f"{PARTITION[kind]}#NAME"}, "sk": {"S": f"item{number}"}}
            delete_all(dynamodb, catalog, [claim])
            row |= {"name": {"S": name}, "nameKey": {"S": f"{old_form(name)}\x1f{row['sk']['S']}"}}
            put_all(dynamodb, catalog, [row, {**claim, "sk": {"S": old_form(name)}, "id": row["sk"]}])
            items[name]["name"] = name
            added.append(f"/{kind}/{items[name]['id']}")
        return items

    yield add
    for url in added:
        assert shop.delete(url).status in {204, 404}


def names(shop, kind="products", query=""):
    return [item["name"] for item in shop.get(f"/{kind}?limit=100{query}").json["items"]]


class TestMigration:
    def test_brings_all_kinds_into_the_new_order(self, shop, before, migrate, state, capsys):
        for kind in KINDS:
            before(kind, *NAMES)

        assert migrate() == 0

        for kind in KINDS:
            assert names(shop, kind) == IN_ORDER
            assert shop.post(f"/{kind}", minimal(kind) | {"name": "tea"}).status == 409
        state().check()
        assert "32 items read, 24 changed." in capsys.readouterr().out

    def test_keeps_versions_and_everything_that_the_api_shows(self, shop, before, migrate):
        items = before("products", *NAMES)
        menu = shop.get("/menu")

        migrate()

        for item in items.values():
            assert shop.get(f"/products/{item['id']}").json == item
        assert shop.get("/menu").body == menu.body

    def test_is_recorded_and_not_repeated(self, before, migrate, state, recording, capsys):
        before("products", *NAMES)
        migrate()
        record = state().migrations[NAME_KEYS.name]
        assert (record["read"], record["changed"], record["reported"]) == (8, 6, 0)
        assert record["doneAt"]
        recording.calls.clear()

        assert migrate() == 0

        assert "done before" in capsys.readouterr().out
        assert recording.operations == ["GetItem"]

    def test_can_be_repeated(self, before, migrate, stored, recording, capsys):
        before("products", *NAMES)
        migrate()
        items = [row for row in stored() if row["pk"]["S"] != "MIGRATION"]
        recording.calls.clear()

        assert migrate("--again") == 0

        assert [row for row in stored() if row["pk"]["S"] != "MIGRATION"] == items
        assert "8 items read, 0 changed." in capsys.readouterr().out
        assert recording.operations == ["GetItem", "Scan", "UpdateItem"]

    def test_of_an_empty_table_is_done_at_once(self, catalog, migrate, state):
        assert migrate() == 0
        assert state().migrations[NAME_KEYS.name]["read"] == 0

    @pytest.mark.parametrize("kind", ["refused", "lost"])
    @pytest.mark.parametrize("skip", range(0, 12, 3))
    def test_continues_after_an_interruption(self, shop, before, migrate, state, recording, monkeypatch, kind, skip):
        monkeypatch.setattr("scripts.migrations.runner._PAGE", 3)
        before("products", *NAMES)
        recording.faults.append(Fault(kind, times=calls._MAX_FAILURES, skip=skip))
        assert migrate() == 1

        assert migrate() == 0

        assert names(shop) == IN_ORDER
        state().check()
        assert "doneAt" in state().migrations[NAME_KEYS.name]

    def test_that_is_stopped_says_so(self, before, migrate, state, monkeypatch, capsys):
        def stop(_):
            raise KeyboardInterrupt

        before("products", "Éclair")
        monkeypatch.setattr("scripts.migrations.name_keys.change", stop)

        assert migrate() == 130

        assert "Stopped. What was migrated so far stays. Run this again." in capsys.readouterr().err
        assert state().migrations == {}

    def test_reads_only_what_is_left_after_an_interruption(self, before, migrate, recording, monkeypatch, capsys):
        monkeypatch.setattr("scripts.migrations.runner._PAGE", 4)
        before("products", *NAMES)
        recording.faults.append(Fault("refused", "Scan", times=calls._MAX_FAILURES, skip=2))
        assert migrate() == 1
        recording.calls.clear()

        assert migrate() == 0

        (start, *_) = [call.request for call in recording.calls if call.operation == "Scan"]
        assert "ExclusiveStartKey" in start
        assert "continues after" in capsys.readouterr().err


class TestItemsOfOneName:
    def test_both_stay_and_are_reported(self, shop, before, migrate, state, capsys):
        items = before("products", "Tea", "Te\u200ba", "te\u00ada")

        assert migrate() == 0

        said = capsys.readouterr().out
        assert "Names to decide on: 2" in said
        assert said.count("has the same name as prd_") == 2
        assert all(item["id"] in said for item in items.values())
        assert "'Te\\u200ba'" in said
        assert sorted(names(shop)) == sorted(items)
        assert len(set(state().claims.values())) == 3

    def test_can_be_changed_renamed_and_deleted(self, shop, before, migrate, state, capsys):
        items = before("products", "Tea", "Te\u200ba", "te\u00ada")
        migrate()
        one, other = [item for name, item in items.items() if state().claims["PRODUCT#NAME", "tea"] != item["id"]]

        patched = shop.patch(f"/products/{one['id']}", {"description": "Hot"})
        replaced = shop.put(
            f"/products/{one['id']}", minimal("products") | {"name": one["name"], "description": "Cold"}
        )
        taken = shop.patch(f"/products/{one['id']}", {"name": "TEA"})
        renamed = shop.patch(f"/products/{one['id']}", {"name": "Mint tea"})

        assert (patched.status, replaced.status, taken.status, renamed.status) == (200, 200, 409, 200)
        assert shop.delete(f"/products/{other['id']}").status == 204
        state().check()
        capsys.readouterr()
        migrate("--again")
        assert "Names to decide on" not in capsys.readouterr().out

    def test_are_settled_by_a_rename_of_the_other(self, shop, before, migrate, state):
        items = before("products", "Tea", "Te\u200ba")
        migrate()
        holder = state().claims["PRODUCT#NAME", "tea"]
        shop.patch(f"/products/{holder}", {"name": "Mint tea"})

        migrate("--again")

        assert state().claims["PRODUCT#NAME", "tea"] in {item["id"] for item in items.values()} - {holder}
        state().check()


class TestNamesThatShowNothing:
    @pytest.mark.parametrize("name", ["\u3164", "\u0301", "\u034f\u200b", "\u2800"], ids=ascii)
    def test_are_reported_until_they_are_renamed(self, shop, before, migrate, state, capsys, name):
        item = before("products", name, "Tea")[name]

        assert migrate() == 0

        assert f"{item['id']} {name!r} has a name that shows nothing. Rename it." in capsys.readouterr().out
        assert set(names(shop)) == {name, "Tea"}
        assert shop.patch(f"/products/{item['id']}", {"inStock": False}).pointers == ["/name"]
        assert shop.patch(f"/products/{item['id']}", {"name": "Coffee"}).status == 200
        state().check()


class TestBesideTheOpenShop:
    @pytest.mark.parametrize("operation", ["Scan", "GetItem", "TransactWriteItems", "UpdateItem"])
    def test_a_rename_is_not_lost(self, shop, before, migrate, state, in_between, operation):
        items = before("products", *NAMES)
        numbers = iter(range(100))

        def rename():
            number = next(numbers)
            for name in ("Te\u200ba", "2 pack"):
                answer = shop.patch(f"/products/{items[name]['id']}", {"name": f"{number}  {name}"})
                assert answer.status == 200

        done = in_between({operation}, rename, times=2)

        assert migrate() == 0

        assert done
        last = next(numbers) - 1
        assert {f"{last}  Te\u200ba", f"{last}  2 pack"} <= set(names(shop))
        state().check()

    @pytest.mark.parametrize("name", ["Te\u200ba", "2 pack", "Zebra", "Œuf"])
    @pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
    @pytest.mark.parametrize("operation", ["GetItem", "UpdateItem"])
    def test_a_change_that_began_before_it_is_made(
        self, shop, before, migrate, state, in_between, name, method, operation
    ):
        item = before("products", name)[name]
        in_between({operation}, migrate)

        body = None if method == "DELETE" else minimal("products") | {"name": "New  name"}

        answer = shop.call(method, f"/products/{item['id']}", body=body)

        assert answer.status == (204 if method == "DELETE" else 200)
        migrate("--again")
        assert names(shop) == ([] if method == "DELETE" else ["New  name"])
        state().check()

    def test_a_deleted_item_stays_deleted(self, shop, before, migrate, state, in_between):
        items = before("products", *NAMES)
        in_between({"Scan"}, lambda: [shop.delete(f"/products/{item['id']}") for item in items.values()])

        assert migrate() == 0

        assert names(shop) == []
        state().check()


class TestShopBeforeTheMigration:
    """What is served until the migration has run."""

    def test_lists_every_item_once(self, shop, before):
        before("products", *NAMES)
        shop.add("products", name="Éclair")

        assert sorted(names(shop)) == sorted([*NAMES, "Éclair"])

    def test_finds_items_by_the_beginning_of_their_old_key(self, shop, before):
        before("products", *NAMES)

        assert names(shop, query="&name=app") == ["Apple"]
        assert names(shop, query="&name=hot%20%20d") == []

    @pytest.mark.parametrize("name", NAMES, ids=ascii)
    @pytest.mark.parametrize("kind", KINDS)
    def test_changes_renames_and_deletes_items(self, shop, before, state, kind, name):
        url = f"/{kind}/{before(kind, name)[name]['id']}"
        body = minimal(kind) | {"name": name}

        assert shop.patch(url, {"description": "New"}).status == 200
        assert shop.put(url, body | {"description": "Newer"}).status == 200
        assert shop.put(f"{url}/stock", {"inStock": False}).status == 200
        assert shop.put(url, body | {"name": name.upper()}).status == 200
        assert shop.patch(url, {"name": "Another name"}).status == 200
        state().check()
        assert shop.delete(url).status == 204
        assert state().claims == {}

    def test_refuses_the_same_name(self, shop, before):
        before("products", "Tea")

        assert shop.post("/products", minimal("products") | {"name": "Te\u200ba"}).status == 409


def test_a_table_that_does_not_exist_is_named(shop, capsys):
    migrate = importlib.import_module("scripts.migrate")
    with running(None):
        assert migrate.main(["--table", "no-such-table"]) == 1

    assert "no-such-table cannot be reached" in capsys.readouterr().err

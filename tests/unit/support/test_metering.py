"""What calls cost in truth, where DynamoDB Local counts too little."""

from typing import Any

from harness.aws.dynamodb_proxy import Call
from harness.aws.metering import Key, by_key, size, table_units, units


def row(sk: str = "1", **more: Any) -> dict[str, Any]:
    return {"pk": {"S": "ADDON"}, "sk": {"S": sk}, **more}


def text(length: int) -> dict[str, str]:
    return {"S": "x" * length}


def items(rows: list[dict[str, Any]], table: str = "table") -> dict[Key, Any]:
    return by_key({table: rows})


def transaction(*writes: dict[str, Any]) -> Call:
    return Call("TransactWriteItems", {"TransactItems": list(writes)}, 1.0, 0.0)


def put(item: dict[str, Any], table: str = "table") -> dict[str, Any]:
    return {"Put": {"TableName": table, "Item": item}}


def update(sk: str = "1") -> dict[str, Any]:
    return {"Update": {"TableName": "table", "Key": row(sk)}}


def test_a_size_is_names_and_values() -> None:
    assert size({"name": {"S": "é"}}) == 4 + 2
    assert size({"n": {"N": "12345"}}) == 1 + 3 + 1
    assert size({"b": {"BOOL": True}, "z": {"NULL": True}}) == 2 + 2
    assert size({"l": {"L": [{"S": "ab"}, {"S": "c"}]}}) == 1 + 3 + (1 + 2) + (1 + 1)
    assert size({"m": {"M": {"key": {"S": "ab"}}}}) == 1 + 3 + (1 + 3 + 2)


def test_a_transaction_takes_two_units_per_kilobyte_and_item() -> None:
    small, large = row("1"), row("2", text=text(1500))

    assert units(transaction(put(small), put(large)), {}, items([small, large])) == (2 + 4, 0)
    assert table_units(transaction(put(small), update("2"))) == 4


def test_a_transaction_over_two_tables_counts_the_items_of_both() -> None:
    small, large = row("1"), row("1", text=text(1500), nameKey=text(5))
    call = transaction(put(small, "orders"), put(large, "stock"))

    assert units(call, {}, by_key({"orders": [small], "stock": [large]})) == (2 + 4, 2)
    assert units(call, by_key({"orders": [large]}), by_key({"orders": [small], "stock": [large]})) == (4 + 4, 2 + 2)
    assert table_units(call) == 2 + 4


def test_bytes_count_as_they_are_stored() -> None:
    stored, sent = row(content={"B": b"x" * 1500}), row(content={"B": "eHh4" * 500})

    assert size(stored) == size(sent) == size(row(content={"S": "x" * 1500}))
    assert table_units(transaction(put(sent))) == 4


def test_an_item_that_goes_costs_what_it_was() -> None:
    before = items([row(text=text(2500))])

    assert units(transaction({"Delete": {"TableName": "table", "Key": row()}}), before, {}) == (6, 0)


def test_an_entry_of_an_index_is_written_once() -> None:
    old, new = row(nameKey=text(5)), row(nameKey=text(5), price={"N": "1"})

    assert units(transaction(put(old)), {}, items([old])) == (2, 1)
    assert units(transaction(update()), items([old]), items([new])) == (2, 1)
    assert units(transaction(update()), items([new]), items([new])) == (2, 0)
    assert units(transaction({"Delete": {"TableName": "table", "Key": row()}}), items([old]), {}) == (2, 1)


def test_an_entry_that_moves_is_taken_out_and_put_in() -> None:
    old, new = row(nameKey=text(5)), row(nameKey=text(6))

    assert units(transaction(update()), items([old]), items([new])) == (2, 2)


def test_what_is_not_there_is_read_as_a_small_item() -> None:
    asked = {"RequestItems": {"table": {"Keys": [row("1"), row("2")], "ConsistentRead": True}}}
    call = Call("BatchGetItem", asked, 1.0, 0.0)

    assert units(call, items([row("1")]), {}) == (2.0, 0.0)
    assert units(call, items([row("1"), row("2")]), {}) == (1.0, 0.0)
    assert table_units(call) == 2.0
    asked["RequestItems"]["table"].pop("ConsistentRead")
    assert units(call, items([row("1")]), {}) == (1.5, 0.0)


def test_a_query_of_an_index_that_finds_nothing_is_half_a_unit() -> None:
    assert units(Call("Query", {"IndexName": "by-name"}, 0.0, 0.0), {}, {}) == (0, 0.5)
    assert units(Call("Query", {"IndexName": "by-name"}, 0.0, 2.0), {}, {}) == (0.0, 2.0)
    assert units(Call("Query", {"ConsistentRead": True}, 0.0, 0.0), {}, {}) == (1, 0)
    assert units(Call("Query", {}, 0.0, 0.0), {}, {}) == (0.5, 0)


def test_any_other_call_costs_what_dynamodb_local_counts() -> None:
    assert units(Call("UpdateItem", {}, 1.0, 1.0), {}, {}) == (1.0, 1.0)


class TestIndexesOfSomeAttributes:
    """The index `queue` has the status of an order, and not who placed it."""

    HEAD = row(queuePk={"S": "QUEUE"}, queueSk={"S": "1"}, status={"S": "placed"}, placedBy={"S": "guest"})

    def change(self, **changes: dict[str, str]) -> float:
        changed = self.HEAD | changes
        return units(transaction(update()), items([self.HEAD]), items([changed]))[1]

    def test_are_written_with_a_new_item(self) -> None:
        assert units(transaction(put(self.HEAD)), {}, items([self.HEAD])) == (2, 1)

    def test_are_written_when_one_of_their_attributes_changes(self) -> None:
        assert self.change(status={"S": "ready"}) == 1
        assert self.change(placedBy={"S": "staff"}) == 0

    def test_are_written_twice_when_their_keys_change(self) -> None:
        assert self.change(queueSk={"S": "2"}) == 2

    def test_count_the_size_of_their_own_attributes(self) -> None:
        large = self.HEAD | {"taken": text(5000)}

        assert units(transaction(put(large)), {}, items([large])) == (10, 1)

"""Mutations are what their names say, every condition of a write is mutated, and results are kept."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code

from scripts.mutation import run
from scripts.mutation.areas import AREAS, ROOT, modules
from scripts.mutation.conditions import without_conjunct, without_disjunct
from scripts.mutation.lines import Lines, MeasuredTest
from scripts.mutation.mutants import OF_CONDITIONS, Mutant, mutants_of, operators, sample
from scripts.mutation.report import Equivalent, changed_lines, equivalents, survivors, table
from scripts.mutation.run import Worker, started
from scripts.mutation.session import Result, Session

OWN = {name: operator for name, operator in operators().items() if name.startswith("bodega/")}
STORE = Path("functions/orders/placing/store.py")
WRITES = {"Put", "Update", "Delete", "Check"}


SOURCE = """
def close(key, version, reason):
    if version and reason and len(reason) < 50:
        table.update(Update(key, "#version = :version AND #status = :open", set={"reason": reason}))
    table.transact({"order": Check(key, "attribute_exists(#pk)"), "mail": Put(mail(), NEW)})
"""


@pytest.fixture(scope="module")
def of_store() -> list[Mutant]:
    return list(mutants_of("orders", STORE, SOURCE))


@pytest.mark.parametrize("name", OWN)
def test_an_operator_makes_the_changes_of_its_examples(name: str) -> None:
    for example in OWN[name].examples():
        mutated = mutate_code(example.pre_mutation_code, OWN[name], example.occurrence)
        assert mutated == example.post_mutation_code


def test_a_part_of_a_condition_ends_at_a_word_outside_of_parentheses() -> None:
    always = "OR attribute_exists(#pk) OR attribute_not_exists(#pk)"
    assert list(without_conjunct("{A} AND (#b = :b AND #c = :c)")) == [
        f"({{A}} {always}) AND (#b = :b AND #c = :c)",
        f"{{A}} AND (#b = :b AND #c = :c {always})",
    ]
    assert list(without_conjunct("#a = :a OR #b = :b AND #c = :c")) == []
    assert len(list(without_disjunct("{A} AND (#b = :b OR NOT contains(#c, :c))"))) == 2


def conditions_of_writes() -> Iterator[tuple[Path, int]]:
    """The line of each condition that is neither always true nor the parameter of a function that others call."""
    for _, module in modules(list(AREAS)):
        for node in ast.walk(ast.parse((ROOT / module).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in WRITES:
                condition = (
                    node.args[1] if len(node.args) > 1 else next(k.value for k in node.keywords if k.arg == "condition")
                )
                if not (isinstance(condition, ast.Name) and condition.id == "ANY"):
                    yield module, condition.lineno


def test_every_condition_of_a_write_is_mutated() -> None:
    conditions = set(conditions_of_writes())
    assert len(conditions) > 70
    operators = [operator() for operator in OF_CONDITIONS]
    mutated = {
        (module, start[0])
        for module in {module for module, _ in conditions}
        for node in ast_nodes(get_ast((ROOT / module).read_text(encoding="utf-8")))
        for operator in operators
        for start, _ in operator.mutation_positions(node)
    }
    assert conditions - mutated == set()


def test_a_sample_has_all_conditions_and_the_same_others_for_a_seed(of_store: list[Mutant]) -> None:
    of_other = list(mutants_of("orders", Path("functions/orders/placing/other.py"), SOURCE))
    first, again, other = (sample(of_store, 8, seed) for seed in (1, 1, 2))
    assert first == again != other
    assert {mutant for mutant in of_store if mutant.of_condition} <= set(first)
    assert len([mutant for mutant in first if not mutant.of_condition]) == 8
    both = sample(of_store + of_other, 100, 1)
    assert [mutant for mutant in both if mutant.module == STORE] == sample(of_store, 100, 1)


def test_a_sample_has_no_two_mutants_with_the_same_source(of_store: list[Mutant]) -> None:
    chosen = sample(of_store * 2, 100, 1)
    sources = {mutant.mutated() for mutant in chosen}
    assert len(chosen) == len(sources) > 15
    assert SOURCE not in sources


def test_results_survive_an_interruption_and_end_with_the_source(of_store: list[Mutant], tmp_path: Path) -> None:
    killed, survived, changed = of_store[0], of_store[1], of_store[0]._replace(source=of_store[0].source + "\n")
    session = Session(tmp_path / "session.sqlite")
    session.keep(killed, Result(survived=True, note="60 tests pass"))
    session.keep(killed, Result(survived=False, note="FAILED tests/unit/a.py"))
    session.keep(survived, Result(survived=True, note="60 tests pass"))
    session = Session(tmp_path / "session.sqlite")
    assert session.result(killed) == (False, "FAILED tests/unit/a.py")
    assert session.result(survived) == (True, "60 tests pass")
    assert session.result(changed) is session.result(of_store[2]) is None


def test_the_table_counts_equivalents_apart_whether_they_have_run_or_not(
    of_store: list[Mutant], tmp_path: Path
) -> None:
    session = Session(tmp_path / "session.sqlite")
    one, two, three, four, five = sample([mutant for mutant in of_store if mutant.of_condition], 0, 1)[:5]
    for mutant, survived in ((one, False), (two, True), (three, True)):
        session.keep(mutant, Result(survived=survived, note=""))
    known = [Equivalent(str(STORE), *changed_lines(mutant), "made up") for mutant in (one, two, five)]
    assert list(survivors([four, one, two, three, five], session, known)) == [three]
    assert "| orders | 4 | 1 | 2 | 1 | 50.0% | 4 | 50.0% |\n" in table([one, two, three, four, five], session, known)


@pytest.mark.parametrize("entry", equivalents(), ids=lambda entry: f"{entry.module}: {entry.after}")
def test_an_equivalent_mutant_is_of_the_code_as_it_is(entry: Equivalent) -> None:
    lines = [line.strip() for line in (ROOT / entry.module).read_text(encoding="utf-8").splitlines()]
    assert set(entry.before.splitlines()) <= set(lines)
    assert entry.before != entry.after
    assert entry.reason


class TestLines:
    def test_the_tests_of_a_line_start_with_the_most_specific_and_end_with_the_slow(self, tmp_path: Path) -> None:
        lines = Lines(tmp_path / "lines.sqlite")
        tests = {
            "a.py::broad": (0.1, 900),
            "a.py::slow": (9.0, 5),
            **{f"b.py::case[{n}]": (0.1, 10 + n) for n in range(4)},
        }
        add(lines, tests, "functions/m.py", [3])
        add(lines, {"c.py::elsewhere": (0.1, 1)}, "functions/m.py", [4])
        order = ["b.py::case[0]", "b.py::case[1]", "b.py::case[2]", "a.py::broad", "b.py::case[3]", "a.py::slow"]
        assert [test.id for test in lines.of(Path("functions/m.py"), [2, 3])] == order
        add(lines, {"faults.py::test_a_race": (0.1, 5000)}, "functions/m.py", [3])
        mixed = lines.of(Path("functions/m.py"), [3], races_first=True)
        assert [test.id for test in mixed][:3] == ["faults.py::test_a_race", "b.py::case[0]", "b.py::case[1]"]
        assert lines.of(Path("functions/m.py"), [4]) == [MeasuredTest("c.py::elsewhere", 0.1)]
        assert len(lines.of(Path("functions/m.py"), [1])) == 8  # a constant, which no test runs
        assert lines.of(Path("functions/other.py"), [1]) == []


def add(lines: Lines, tests: dict[str, tuple[float, int]], module: str, ran: list[int]) -> None:
    for test, (seconds, size) in tests.items():
        lines.add(test, seconds, size, {module: ran})


MODULE = """
def fits(number):
    return number < 3

def counted(number):
    while number > 0:
        number = number - 1
    return number
"""
TESTS = """
import pathlib

import limits
import pytest

def test_a_small_number_fits():
    assert limits.fits(1)

def test_three_does_not_fit():
    assert not limits.fits(3)

def test_that_needs_another_test():
    assert hasattr(limits, "touched")

def test_that_fails_once():
    marker = pathlib.Path("failed")
    first = not marker.exists()
    marker.touch()
    assert not first

def test_counts_down():
    assert limits.counted(2) == 0

@pytest.mark.parametrize("number", [3], ids=["three - exactly"])
def test_of_a_name_with_a_dash(number):
    assert not limits.fits(number)
"""


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[Worker]:
    """A worker in a project of one module."""
    for name in ("scripts", "harness", "local"):
        (tmp_path / name).symlink_to(ROOT / name)
    for name, text in (("functions/limits.py", MODULE), ("tests/test_limits.py", TESTS), (".local/empty", "")):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text, encoding="utf-8")
    with started(tmp_path) as worker:
        yield worker


def of_module(operator: str) -> Mutant:
    return Mutant("limits", Path("functions/limits.py"), operator, 0, (3, 0), (3, 1), MODULE)


def these(*names: str) -> list[MeasuredTest]:
    return [MeasuredTest(f"tests/test_limits.py::test_{name}", 0.0) for name in names]


def test_a_worker_tells_which_test_noticed_and_which_mutants_survive(
    worker: Worker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    boundary, endless = map(of_module, ("core/ReplaceComparisonOperator_Lt_LtE", "core/ReplaceBinaryOperator_Sub_Add"))
    unreliable = ("that_fails_once", "that_needs_another_test")
    noticed = worker.test(boundary, these(*unreliable, "a_small_number_fits", "three_does_not_fit"), 10)
    assert noticed == (False, "FAILED tests/test_limits.py::test_three_does_not_fit - assert not True")
    assert worker.test(boundary, these("a_small_number_fits", "three_does_not_fit"), 1) == (True, "1 of 2 tests pass")
    assert worker.test(boundary, these("that_needs_another_test"), 10) == (True, "0 tests pass")
    assert (tmp_path / "functions/limits.py").read_text(encoding="utf-8") == MODULE
    dashed = worker.test(boundary, these("of_a_name_with_a_dash[three - exactly]"), 10)
    assert dashed.note.startswith("FAILED tests/test_limits.py::test_of_a_name_with_a_dash[three - exactly]")
    negated = of_module("core/ReplaceComparisonOperator_Gt_LtE")
    assert not worker.test(negated, these("counts_down"), 10).survived
    with pytest.raises(RuntimeError, match="A test is gone"):
        worker.test(boundary, these("of_yesterday"), 10)
    monkeypatch.setattr(run, "_PATIENCE", 1.0)
    assert endless.mutated() != MODULE
    assert worker.test(endless, these("counts_down"), 10) == (False, "exit code None: ended after 1 seconds")

"""Counts the functional tests that pass with each AWS client. Both clients have to pass the same number.

The variable AWS_CLIENT says which client the functions of the run use. Tests with the marker `one_client` run with the
builtin one only. A run of all functional tests with the builtin client stores the count of the others. A run of all
others with boto3 fails if it has another count. A conftest.py imports the hooks.
"""

import os

import pytest

BUILTIN = "builtin"
CLIENT = os.environ.get("AWS_CLIENT", BUILTIN)
"""The client of this run."""
_FOLDER = "tests/functional"
_WHOLE_RUNS = (["tests"], [_FOLDER])
_ONE_CLIENT = "one_client"
_MARKERS = {BUILTIN: "", "boto3": f"not {_ONE_CLIENT}"}
"""The option `-m` of a whole run."""
_STORED = ".local/functional-tests.txt"  # the count of the builtin client
_LINES = pytest.StashKey[list[str]]()


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    config = session.config
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if not isinstance(reporter, pytest.TerminalReporter):
        return
    passed = _passed(reporter)
    config.stash[_LINES] = lines = [f"functional tests passed with the AWS client {CLIENT}: {passed}"] if passed else []
    if exitstatus or not _is_whole(config):
        return
    stored = config.rootpath / _STORED
    if CLIENT == BUILTIN:
        stored.parent.mkdir(exist_ok=True)
        stored.write_text(str(passed), encoding="utf-8")
    elif (of_builtin := stored.read_text(encoding="utf-8") if stored.exists() else "") != str(passed):
        lines.append(f"with the AWS client {BUILTIN}: {of_builtin or 'not counted'}. Both have to pass the same tests.")
        lines.append("Run `make test` before `make test-boto3`, on the same code.")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for line in config.stash.get(_LINES, []):
        terminalreporter.write_line(line)


def _is_whole(config: pytest.Config) -> bool:
    """Return whether the run selects all functional tests."""
    selections = ("keyword", "deselect", "lf")
    return (
        config.args in _WHOLE_RUNS
        and config.getoption("markexpr") == _MARKERS[CLIENT]
        and not any(config.getoption(name, default=None) for name in selections)
    )


def _passed(reporter: pytest.TerminalReporter) -> int:
    """Return the number of functional tests that run with both clients and passed."""
    return sum(
        report.nodeid.startswith(f"{_FOLDER}/") and _ONE_CLIENT not in report.keywords
        for report in reporter.stats.get("passed", [])
    )

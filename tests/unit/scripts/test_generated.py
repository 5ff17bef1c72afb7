"""Generators: a source that lacks something is named, with what to add and where."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from local.template import read_template
from scripts import costs, monitoring, route_costs, sample_events
from scripts.generated import ROOT, CannotGenerate, replaced, write_or_check
from scripts.monitoring.dashboard import dashboard

Edit = Callable[[str, str], Path]


@pytest.fixture
def edited(tmp_path: Path) -> Edit:
    """Write a copy of the template, with one text replaced, beside links to the folders that it names."""

    def edit(old: str, new: str) -> Path:
        text = (ROOT / "template.yaml").read_text(encoding="utf-8")
        assert old in text
        for folder in ("functions", "layers"):
            (tmp_path / folder).symlink_to(ROOT / folder)
        path = tmp_path / "template.yaml"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return path

    return edit


def without(name: str) -> dict[str, route_costs.Cost]:
    return {other: cost for other, cost in route_costs.read_costs().items() if other != name}


@pytest.mark.parametrize("name", ["GET /menu", "authorizer"])
def test_a_route_or_function_without_costs_is_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(costs, "read_costs", lambda: without(name))

    with pytest.raises(CannotGenerate, match=rf"docs/costs\.json has no entry for {name}\. Add one"):
        costs.price()


def test_costs_of_a_route_that_does_not_exist_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    some = route_costs.read_costs()
    monkeypatch.setattr(costs, "read_costs", lambda: {**some, "GET /old": some["GET /menu"]})

    with pytest.raises(CannotGenerate, match=r"GET /old: neither a route .* Delete"):
        costs.price()


def test_costs_with_other_members_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(route_costs, "FIGURES", tmp_path / "costs.json")
    (tmp_path / "costs.json").write_text(json.dumps({"GET /menu": {"request": "get the menu"}}), encoding="utf-8")

    with pytest.raises(CannotGenerate, match=r"GET /menu: .*missing.*'calls'"):
        route_costs.read_costs.__wrapped__()


def test_a_route_without_an_operation_in_the_document_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "openapi.json").write_text('{"paths": {}}', encoding="utf-8")
    monkeypatch.setattr(sample_events, "DOCUMENT", tmp_path / "openapi.json")

    with pytest.raises(CannotGenerate, match=r"docs/openapi\.json has no operation for .* make openapi"):
        sample_events.build()


def test_an_id_without_a_prefix_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = json.loads(sample_events.DOCUMENT.read_text(encoding="utf-8"))
    for operation in document["paths"]["/users/me/addresses/{id}"].values():
        del operation["parameters"]
    (tmp_path / "openapi.json").write_text(json.dumps(document), encoding="utf-8")
    monkeypatch.setattr(sample_events, "DOCUMENT", tmp_path / "openapi.json")

    with pytest.raises(CannotGenerate, match=r"no pattern for the ID in /users/me/addresses/\{id\}\. .*`id_prefix`"):
        sample_events.build()


def test_a_function_without_a_service_name_is_named(edited: Edit) -> None:
    path = edited("          POWERTOOLS_SERVICE_NAME: mailer\n", "")

    with pytest.raises(CannotGenerate, match=r"MailerFunction has no POWERTOOLS_SERVICE_NAME\. Set it"):
        monitoring.build(path)


def test_a_function_without_a_log_group_is_named(edited: Edit) -> None:
    path = edited("      LoggingConfig: {LogGroup: !Ref MailerLogGroup}\n", "")

    with pytest.raises(CannotGenerate, match=r"MailerFunction has no log group\. Declare one"):
        monitoring.build(path)


def test_a_metric_of_a_service_that_does_not_exist_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(dashboard.__globals__, "BUSINESS", (("Shipping", ("ParcelsSent",), ("parcels",)),))

    with pytest.raises(CannotGenerate, match=r"no function with the service name parcels\. Change BUSINESS"):
        dashboard(read_template(ROOT / "template.yaml"), [], [])


def test_a_file_without_the_marks_is_named() -> None:
    with pytest.raises(CannotGenerate, match=r"README\.md: the lines 'begin' and 'end' are missing"):
        replaced(ROOT / "README.md", "begin", "end", "")


def test_an_outdated_file_is_named_with_the_command_that_writes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*arguments: str, files: Any = None) -> int:
        monkeypatch.setattr(sys, "argv", ["generator", *arguments])
        return write_or_check("", lambda: files or {tmp_path / "written": "text"}, "make something")

    monkeypatch.setattr("scripts.generated.ROOT", tmp_path)
    assert run("--check") == 1
    assert capsys.readouterr().out == "written is not up to date. Run: make something\n"
    assert not (tmp_path / "written").exists()
    assert run() == 0
    assert (tmp_path / "written").read_text() == "text"
    assert run("--check") == 0

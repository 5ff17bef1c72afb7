"""The check of the API document and of clients that are made of it."""

import pytest

from local.errors import LocalError
from scripts import api_clients


def test_a_failure_is_printed_and_fails_the_check(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> dict[str, str]:
        raise LocalError("The command failed: redocly lint")

    monkeypatch.setattr(api_clients, "node_environment", fail)

    assert api_clients.main() == 1
    assert "redocly lint" in capsys.readouterr().err

"""The commands of the demo without a token, or without a shop that answers."""

import io
import socket

import pytest

from demo.catalog.__main__ import main
from demo.orders.__main__ import main as load_orders
from demo.progress import REWIND, Progress


@pytest.fixture
def closed_shop() -> str:
    """A URL whose port is closed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}/v1"


@pytest.mark.parametrize(
    ("token", "said"),
    [("", "not set"), ("  ", "not set"), ("make: *** [token] Error 1", "not a token"), ("two\nlines", "not a token")],
)
def test_without_a_token_says_how_to_get_one(
    closed_shop: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], token: str, said: str
) -> None:
    monkeypatch.setenv("BODEGA_TOKEN", token)

    assert main(["--url", closed_shop]) == 2

    error = capsys.readouterr().err
    assert f"BODEGA_TOKEN is {said}." in error
    assert "BODEGA_TOKEN=$(make -s token ROLE=admin)" in error


def test_demo_orders_need_a_token_too(
    closed_shop: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("BODEGA_TOKEN", raising=False)
    assert load_orders(["--url", closed_shop]) == 2
    assert capsys.readouterr().err.endswith("BODEGA_TOKEN=$(make -s token ROLE=admin) python -m demo.orders\n")

    monkeypatch.setenv("BODEGA_TOKEN", "admin")
    assert load_orders(["--url", closed_shop]) == 1
    assert f"nothing listens at {closed_shop}" in capsys.readouterr().err


def test_a_closed_shop_says_how_to_open_it(
    closed_shop: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BODEGA_TOKEN", "admin")

    assert main(["--url", closed_shop]) == 1

    error = capsys.readouterr().err
    assert f"nothing listens at {closed_shop}" in error
    assert "`make run`" in error


@pytest.mark.parametrize("url", ["localhost:3000", "ftp://127.0.0.1/v1", "http://127.0.0.1:x/v1", "http://[::1/v1"])
def test_an_invalid_url_is_an_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], url: str
) -> None:
    monkeypatch.setenv("BODEGA_TOKEN", "admin")

    assert main(["--url", url]) == 1

    assert f"{url} is not an http(s) address" in capsys.readouterr().err


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_one_moving_line() -> None:
    terminal = Terminal()
    progress = Progress(terminal)

    progress.step("addons", 1, 2)
    progress.wait("answered 503, trying again in 1 s")
    progress.step("addons", 2, 2)
    progress.finish("addons", 2, 0)

    written = terminal.getvalue()
    assert written.count("\n") == 1
    assert written.endswith("\n")
    assert [" ".join(part.split()) for part in written.split(REWIND)] == [
        "",
        "addons 1 of 2",
        "answered 503, trying again in 1 s",
        "addons 2 of 2",
        "addons 2 created 0 kept",
    ]


def test_a_file_gets_one_line_per_kind() -> None:
    file = io.StringIO()
    progress = Progress(file)

    progress.step("addons", 1, 2)
    progress.finish("addons", 2, 0)

    assert file.getvalue() == "addons            2 created    0 kept\n"

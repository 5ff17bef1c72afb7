"""`make invoke`: its arguments, and the relay through which a container reaches the local shop."""

import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from local.template import Template, read_template
from scripts.deployment.sam import ROOT
from scripts.sam_local import invoke
from scripts.sam_local.relay import Relay


@pytest.fixture(scope="module")
def template() -> Template:
    return read_template(ROOT / "template.yaml")


def test_a_function_is_named_after_its_folder(template: Template) -> None:
    command = invoke._command(template, "products", "list")
    assert command[1:] == ["local", "invoke", "ProductsFunction", "--event", str(ROOT / "events/products/list.json")]


def test_every_function_and_every_resource_of_the_api_can_be_named(template: Template) -> None:
    names = {function.label: function.label for function in template.functions.values()}
    names |= {"customizations": "customization", "menu": "categories"}
    names |= {resource: resource for resource in ("addons", "products", "categories", "users", "analytics")}
    for name, label in names.items():
        event = next((ROOT / "events" / label).glob("*.json"))
        command = invoke._command(template, name, event.stem)
        assert template.functions[command[3]].label == label, name


def test_a_missing_container_engine_is_reported_before_anything_is_built(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # The package docker is in the environment of sam.
    class DockerException(Exception):
        pass

    def no_engine(**_: object) -> None:
        raise DockerException("no socket")

    docker = SimpleNamespace(errors=SimpleNamespace(DockerException=DockerException), from_env=no_engine)
    monkeypatch.setitem(sys.modules, "docker", docker)
    monkeypatch.setattr(sys, "argv", ["invoke", "customizations", "list"])
    monkeypatch.setattr(invoke, "sam_command", lambda: str(tmp_path / "sam"))

    with pytest.raises(SystemExit, match=r"(?s)Install Docker .* or set DOCKER_HOST .*no socket"):
        invoke.main()


def test_an_event_may_be_a_path(template: Template, tmp_path: Path) -> None:
    own = tmp_path / "own.json"
    own.write_text("{}")
    assert invoke._command(template, "products", str(own))[-1] == str(own)


def test_an_unknown_function_or_event_gets_the_list_of_known_ones(template: Template) -> None:
    labels = ", ".join(sorted(function.label for function in template.functions.values()))
    with pytest.raises(SystemExit, match=f"There are: {labels}"):
        invoke._command(template, "product", "list")
    with pytest.raises(SystemExit, match="set-stock"):
        invoke._command(template, "products", "lst")


def test_references_to_aliases_become_arns() -> None:
    template = {"Auth": [{"FunctionArn": {"Ref": "Guard.Alias"}}], "Table": {"Ref": "Table"}}
    assert invoke._without_aliases(template) == {
        "Auth": [{"FunctionArn": {"Fn::GetAtt": ["Guard", "Arn"]}}],
        "Table": {"Ref": "Table"},
    }


def everything_from(connection: socket.socket) -> bytes:
    return b"".join(iter(lambda: connection.recv(65536), b""))


@pytest.fixture
def echo() -> Iterator[int]:
    """Start a server that returns everything it receives, once the client stops sending. Yields its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            # Until the fixture closes it.
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    connection.sendall(everything_from(connection))

        threading.Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1]
        # Ends the blocking accept in the thread.
        server.shutdown(socket.SHUT_RDWR)


def test_the_relay_forwards_both_directions(echo: int) -> None:
    sent = b"x" * 300_000
    with Relay("127.0.0.1", echo) as relay:
        for _ in range(2):
            with socket.create_connection(("127.0.0.1", relay.port), 5) as client:
                client.sendall(sent)
                client.shutdown(socket.SHUT_WR)
                assert everything_from(client) == sent


def test_the_relay_listens_on_its_address_until_it_ends(echo: int) -> None:
    with Relay("127.0.0.1", echo) as relay:
        address = relay._listener.getsockname()[0]
    assert address == "127.0.0.1"
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", relay.port), 1)

"""Certificates: which authorities a connection trusts, and what happens if the layer's selection lacks one."""

import json
import ssl
from pathlib import Path

import certifi
import pytest

from bodega.aws import TransportError, http
from bodega.log_lines import log
from tests.support.aws.scripted_server import answer, serving
from tests.unit.layer.aws.conftest import Ask

ASKED = {"TableName": "catalog"}
Authority = tuple[ssl.SSLContext, Path]


@pytest.fixture(autouse=True)
def no_bundle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_CA_BUNDLE", raising=False)


@pytest.fixture
def selected(monkeypatch: pytest.MonkeyPatch) -> None:
    """The layer has selected authorities, and the test's authority is not one of them."""
    monkeypatch.setattr(http, "_roots", certifi.where())


@pytest.mark.real_time
def test_a_server_with_a_certificate_of_the_operators_bundle_gets_the_request(
    ask: Ask, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, roots = authority
    monkeypatch.setenv("AWS_CA_BUNDLE", str(roots))
    with serving([answer({"n": 1}), answer({"n": 2})], context=context) as server:
        client = ask(server, "https")
        assert [client.call("Query", ASKED)["n"] for _ in range(2)] == [1, 2]
        client.close()


@pytest.mark.real_time
def test_a_server_with_a_certificate_of_the_layers_authorities_gets_the_request(
    ask: Ask, authority: Authority, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    context, roots = authority
    monkeypatch.setattr(http, "_roots", str(roots))
    with serving([answer({"n": 1})], context=context) as server:
        assert ask(server, "https").call("Query", ASKED) == {"n": 1}

    assert capsys.readouterr().out == ""


@pytest.mark.usefixtures("selected")
@pytest.mark.real_time
def test_an_authority_that_only_the_system_has_is_trusted_from_then_on_and_logged_once(
    ask: Ask, authority: Authority, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    context, roots = authority
    monkeypatch.setenv("SSL_CERT_FILE", str(roots))
    refused: list[bytes] = []
    with serving(refused, [answer({"n": 1})], [answer({"n": 2})], context=context) as server:
        for n in (1, 2):
            client = ask(server, "https")
            assert client.call("Query", ASKED) == {"n": n}
            client.close()

    assert [number for number, _ in server.requests] == [1, 2], "the second client needs one connection"
    (line,) = capsys.readouterr().out.splitlines()
    logged = json.loads(line)
    assert logged["level"] == "WARNING"
    assert logged["message"] == "The layer lacks a certificate authority"
    assert logged["host"] == "127.0.0.1"
    assert logged["reason"]


@pytest.mark.usefixtures("selected")
def test_an_authority_that_nobody_has_is_a_transport_error_and_changes_nothing(
    ask: Ask, authority: Authority, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    context, _ = authority
    monkeypatch.setenv("SSL_CERT_FILE", certifi.where())
    with (
        serving([answer()], [answer()], context=context) as server,
        pytest.raises(TransportError, match="SSLCertVerificationError"),
    ):
        ask(server, "https").call("Query", ASKED)

    assert server.requests == []
    assert http._roots == certifi.where()
    assert capsys.readouterr().out == ""


@pytest.mark.usefixtures("selected")
def test_the_operators_bundle_is_the_only_one(
    ask: Ask, authority: Authority, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    context, roots = authority
    monkeypatch.setenv("SSL_CERT_FILE", str(roots))
    monkeypatch.setenv("AWS_CA_BUNDLE", certifi.where())
    with (
        serving([answer()], [answer()], context=context) as server,
        pytest.raises(TransportError, match="SSLCertVerificationError"),
    ):
        ask(server, "https").call("Query", ASKED)

    assert server.requests == []
    assert capsys.readouterr().out == ""


def test_a_server_with_another_certificate_gets_no_request_without_a_selection(ask: Ask, authority: Authority) -> None:
    context, _ = authority
    with (
        serving([answer()], context=context) as server,
        pytest.raises(TransportError, match="SSLCertVerificationError"),
    ):
        ask(server, "https").call("Query", ASKED)

    assert server.requests == []


def test_a_log_line_names_its_service(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", "authorizer")

    log("ERROR", "AWS refused a call", reason="GetItem: AccessDeniedException")

    assert json.loads(capsys.readouterr().out) == {
        "level": "ERROR",
        "message": "AWS refused a call",
        "reason": "GetItem: AccessDeniedException",
        "service": "authorizer",
    }

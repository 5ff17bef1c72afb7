"""Clients of scripted servers, and an authority of certificates."""

import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bodega.aws import DYNAMODB, Client, Service, boto3_client
from bodega.aws.boto3_client import Boto3Client
from tests.support.aws.scripted_server import Listening

Ask = Callable[..., Client]
Make = Callable[..., Any]


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Client]]:
    made: list[Client] = []

    def client(server: Listening, scheme: str = "http", service: Service = DYNAMODB, read_timeout: float = 2) -> Client:
        monkeypatch.setenv(service.endpoint_variable, f"{scheme}://127.0.0.1:{server.port}")
        made.append(Client(service, connect_timeout=2, read_timeout=read_timeout))
        return made[-1]

    yield client
    for each in made:
        each.close()


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, Path]:
    """A TLS server context for 127.0.0.1, and the file with its authority's certificate."""
    folder = tmp_path_factory.mktemp("authority")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "An authority of the test's own")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    roots, pair = folder / "roots.pem", folder / "pair.pem"
    roots.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    pair.write_bytes(roots.read_bytes() + private)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pair)
    return context, roots


@pytest.fixture(params=[Client, Boto3Client], ids=["builtin", "boto3"])
def kind(request: pytest.FixtureRequest) -> type[Client | Boto3Client]:
    """Each kind of client."""
    return request.param


@pytest.fixture
def make(monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    """Makes clients of scripted servers, which are closed after the test."""
    made: list[Any] = []

    def client(kind: Any, server: Listening, service: Service = DYNAMODB, read_timeout: float = 2) -> Any:
        monkeypatch.setenv(service.endpoint_variable, f"http://127.0.0.1:{server.port}")
        made.append(kind(service, connect_timeout=2, read_timeout=read_timeout))
        return made[-1]

    boto3_client._session.cache_clear()
    yield client
    for each in made:
        each.close()
    boto3_client._session.cache_clear()

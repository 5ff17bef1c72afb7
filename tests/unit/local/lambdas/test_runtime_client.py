"""The runtime client for systems without the native one, against the stack's own Runtime API."""

import asyncio
import importlib.util
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

import local.lambdas
from local.lambdas.runtime_api import FunctionError, Invocation, RuntimeApi

_PATIENCE = 100.0  # seconds, for a busy machine
STAND_IN = Path(local.lambdas.__file__).parent / "fallback" / "runtime_client.py"


@pytest.fixture
def client() -> Iterator[ModuleType]:
    specification = importlib.util.spec_from_file_location("runtime_client", STAND_IN)
    assert specification
    assert specification.loader
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    module.initialize_client("tests/1.0")
    yield module
    module._connection._http.close()


def exchange(patch: pytest.MonkeyPatch, client: ModuleType, answer: Callable[[str, bytes], None]) -> bytes:
    """Let the client take and answer one event, as the runtime does. Returns the answer that the caller gets."""

    async def run() -> bytes:
        api = RuntimeApi("arn:aws:lambda:us-east-1:123456789012:function:tool")
        patch.setenv("AWS_LAMBDA_RUNTIME_API", await api.listen())
        invocation = Invocation(b'{"what": "\xc3\xa9"}', "Root=1", asyncio.get_running_loop().create_future())

        def work() -> None:
            body, headers = client.next()
            assert headers["Lambda-Runtime-Invoked-Function-Arn"].endswith(":tool")
            assert int(headers["Lambda-Runtime-Deadline-Ms"]) > 0
            assert headers["Content-Type"].startswith("application/json")
            answer(headers["Lambda-Runtime-Aws-Request-Id"], body)

        worker = asyncio.create_task(asyncio.to_thread(work))
        # A client that fails before its first request must fail the test now, not let it wait.
        await asyncio.wait({worker, api.started}, timeout=_PATIENCE, return_when=asyncio.FIRST_COMPLETED)
        if worker.done():
            await worker
        serving = asyncio.create_task(api.invoke(invocation, 3))
        try:
            await worker
            return await asyncio.wait_for(invocation.answer, _PATIENCE)
        finally:
            serving.cancel()
            await api.close()

    return asyncio.run(run())


def test_an_answer_goes_back_to_the_caller(monkeypatch: pytest.MonkeyPatch, client: ModuleType) -> None:
    def answer(invocation_id: str, body: bytes) -> None:
        client.post_invocation_result(invocation_id, body.upper(), "application/json", None)

    assert exchange(monkeypatch, client, answer) == b'{"WHAT": "\xc3\xa9"}'


def test_an_error_goes_back_to_the_caller(monkeypatch: pytest.MonkeyPatch, client: ModuleType) -> None:
    def answer(invocation_id: str, _: bytes) -> None:
        client.post_error(invocation_id, json.dumps({"errorType": "ValueError", "errorMessage": "boom"}), "{}", None)

    with pytest.raises(FunctionError) as caught:
        exchange(monkeypatch, client, answer)
    assert (caught.value.kind, caught.value.message) == ("ValueError", "boom")


def test_an_answer_to_another_invocation_is_rejected(monkeypatch: pytest.MonkeyPatch, client: ModuleType) -> None:
    def answer(invocation_id: str, body: bytes) -> None:
        with pytest.raises(RuntimeError, match="answered 400"):
            client.post_invocation_result("another", body, "application/json")
        client.post_invocation_result(invocation_id, b"{}", "application/json")

    assert exchange(monkeypatch, client, answer) == b"{}"


def test_an_answer_over_the_size_limit_is_an_error(monkeypatch: pytest.MonkeyPatch, client: ModuleType) -> None:
    def answer(invocation_id: str, _: bytes) -> None:
        client.post_invocation_result(invocation_id, b"x" * (6 * 1024 * 1024 + 101), "application/json")

    with pytest.raises(FunctionError, match="Lambda takes 6291556"):
        exchange(monkeypatch, client, answer)

"""The local stack: failing functions, processes, the gateway, reloads, start and end."""

import contextlib
import http.client
import signal
import socket
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from demo.catalog.entries import read_catalog
from harness import ROOT
from harness.local_stack import PATIENCE, Stack, command, is_running, running_stack, starting_stack, wait_until
from tests.e2e.workshop import TEMPLATE, TOOL, build_workshop


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    folder = tmp_path_factory.mktemp("workshop")
    with running_stack(folder / "data", build_workshop(folder), module="local", SECRET_OF_THE_SHELL="x") as running:
        yield running


def fail_to_start(data: Path, template: Path, port: int = 0) -> str:
    """Start a stack that cannot start and return its output."""
    result = subprocess.run(
        command(data, template, port=port, module="local"),
        cwd=ROOT, check=False, capture_output=True, text=True, timeout=PATIENCE,
    )  # fmt: skip
    assert result.returncode == 1
    assert "Traceback" not in result.stdout + result.stderr
    return result.stdout


class TestAFunctionThatFails:
    def test_shows_its_traceback_in_the_terminal(self, workshop: Stack) -> None:
        seen = len(workshop.output)
        assert workshop.call("GET", "/tool/raise").status == 502
        written = workshop.wait_for("ValueError: the handle came off", seen)
        assert "tool/app.py" in written
        assert 'raise ValueError("the handle came off")' in written

    def test_is_a_bad_gateway_when_it_crashes_and_the_next_call_works(self, workshop: Stack) -> None:
        assert workshop.call("GET", "/tool/crash").status == 502
        assert workshop.call("GET", "/tool/hammer").status == 200

    def test_is_killed_when_it_times_out(self, workshop: Stack) -> None:
        pid = workshop.call("GET", "/tool/hammer").json()["pid"]
        seen = len(workshop.output)
        assert workshop.call("GET", "/tool/hang").status == 502
        workshop.wait_for("Task timed out after 1.00 seconds", seen)
        wait_until(lambda: not is_running(pid), lambda: f"{pid} is still there")

    def test_is_a_bad_gateway_when_its_response_is_invalid(self, workshop: Stack) -> None:
        seen = len(workshop.output)
        assert workshop.call("GET", "/tool/malformed").status == 502
        workshop.wait_for("Malformed Lambda proxy response: unknown keys status", seen)


class TestAFunctionsProcess:
    def test_has_only_the_environment_of_the_template(self, workshop: Stack) -> None:
        environment = workshop.call("GET", "/tool/hammer").json()["environment"]
        assert environment["GREETING"] == "hello"
        assert environment["AWS_LAMBDA_FUNCTION_NAME"]
        assert {"SECRET_OF_THE_SHELL", "HOME", "TABLE"}.isdisjoint(environment)

    def test_handles_one_call_at_a_time(self, workshop: Stack, tmp_path: Path) -> None:
        # A call ends when three processes have one.
        meeting = f"/store/meeting?folder={tmp_path}"
        with ThreadPoolExecutor(3) as callers:
            answers = list(callers.map(lambda _: workshop.call("GET", meeting), range(3)))
        assert {answer.status for answer in answers} == {200}
        assert len(list(tmp_path.iterdir())) == 3

    def test_handles_fifty_calls_at_once(self, workshop: Stack) -> None:
        with ThreadPoolExecutor(50) as callers:
            answers = list(callers.map(lambda _: workshop.call("GET", "/tool/hammer"), range(50)))
        assert {answer.status for answer in answers} == {200}

    def test_listens_on_loopback_only(self, workshop: Stack) -> None:
        environment = workshop.call("GET", "/tool/hammer").json()["environment"]
        engines = [environment["AWS_ENDPOINT_URL_DYNAMODB"], environment["AWS_ENDPOINT_URL_SECRETS_MANAGER"]]
        for url in [workshop.root_url, *engines]:
            port = urlsplit(url).port
            socket.create_connection(("127.0.0.1", port)).close()
            # A server that listens on all interfaces would accept this connection.
            with pytest.raises(OSError, match=r"refused|assign|timed out|unreachable"):
                socket.create_connection(("127.0.0.2", port), timeout=2).close()

    @pytest.mark.parametrize(
        "headers", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Host": "evil.example:3000"}]
    )
    def test_no_web_page_reads_its_secrets(self, workshop: Stack, headers: dict[str, str]) -> None:
        environment = workshop.call("GET", "/tool/hammer").json()["environment"]
        url = urlsplit(environment["AWS_ENDPOINT_URL_SECRETS_MANAGER"])

        def ask(headers: dict[str, str]) -> tuple[int, bytes]:
            sent = {"X-Amz-Target": "secretsmanager.ListSecrets", "Content-Type": "application/x-amz-json-1.1"}
            with contextlib.closing(http.client.HTTPConnection(url.netloc, timeout=PATIENCE)) as connection:
                connection.request("POST", "/", b"{}", {**sent, **headers})
                answer = connection.getresponse()
                return answer.status, answer.read()

        assert ask({})[0] == 200
        assert ask(headers) == (403, b"Web pages cannot use this server.\n")


class TestTheGateway:
    def test_answers_for_this_machine_only(self, workshop: Stack) -> None:
        for path in ("/v1/tool/hammer", "/mailbox", "/mailbox.json", "/dashboard", "/kitchen", "/pay", "/docs"):
            for host, status in (("localhost", 200), ("evil.example", 421)):
                answer = workshop.call("GET", path, headers={"Host": f"{host}:3000"}, root=True)
                assert (path, host, answer.status) == (path, host, status)

    def test_rejects_ten_megabytes(self, workshop: Stack) -> None:
        assert workshop.call("POST", "/tool/hammer", b"x" * (10 * 1024 * 1024 + 1)).status == 413

    def test_rejects_a_request_too_large_for_lambda(self, workshop: Stack) -> None:
        assert workshop.call("POST", "/tool/hammer", b"x" * (6 * 1024 * 1024 + 1)).status == 413

    def test_rejects_a_body_that_is_not_gzip_as_declared(self, workshop: Stack) -> None:
        seen = len(workshop.output)
        assert workshop.call("POST", "/tool/hammer", b"{}", {"Content-Encoding": "gzip"}).status == 400
        workshop.wait_for("POST    /v1/tool/hammer 400", seen)
        assert "Traceback" not in workshop.output[seen:]

    def test_closes_the_connection_after_a_body_that_cannot_be_read(self, workshop: Stack) -> None:
        """Its rest could be read as the next request. The client waits for the end of the connection."""
        seen, url = len(workshop.output), urlsplit(workshop.base_url)
        head = (
            f"POST {url.path}/tool/hammer HTTP/1.1\r\nHost: {url.netloc}\r\nContent-Encoding: gzip\r\nContent-Length: 9"
        )
        with socket.create_connection((url.hostname, url.port), timeout=PATIENCE) as client:
            client.sendall(f"{head}\r\n\r\n{{}}".encode())
            answer = b""
            while part := client.recv(4096):
                answer += part

        assert answer.startswith(b"HTTP/1.1 400 ")
        assert answer.count(b"HTTP/1.1") == 1
        workshop.wait_for("POST    /v1/tool/hammer 400", seen)
        assert "Traceback" not in workshop.output[seen:]

    def test_rejects_a_method_without_a_route(self, workshop: Stack) -> None:
        answer = workshop.call("GET", "/tool")
        assert (answer.status, answer.json()) == (403, {"message": "Missing Authentication Token"})


class TestReload:
    def test_picks_up_changed_code(self, workshop: Stack) -> None:
        assert workshop.call("GET", "/tool/hammer").json()["what"] == "hammer"
        seen = len(workshop.output)
        code = workshop.template.parent / "functions" / "tool" / "app.py"
        code.write_text(TOOL.replace('"what": what', '"what": what.upper()'))
        workshop.wait_for("reloaded tool", seen)
        assert workshop.call("GET", "/tool/hammer").json()["what"] == "HAMMER"

    def test_picks_up_a_changed_layer_in_all_functions_that_use_it(self, workshop: Stack) -> None:
        seen = len(workshop.output)
        (workshop.template.parent / "layer" / "drawer.py").write_text('CONTENT = "screws"\n')
        workshop.wait_for("reloaded store, tool", seen)
        assert workshop.call("GET", "/tool/hammer").json()["drawer"] == "screws"

    def test_shows_the_traceback_of_broken_code_until_it_is_corrected(self, workshop: Stack) -> None:
        code = workshop.template.parent / "functions" / "tool" / "app.py"
        seen = len(workshop.output)
        code.write_text("import hammer_and_tongs\n" + TOOL)
        written = workshop.wait_for("Not ready: tool does not start", seen)
        assert "ModuleNotFoundError: No module named 'hammer_and_tongs'" in written
        assert "tool/app.py" in written
        assert workshop.call("GET", "/tool/hammer").status == 502
        assert workshop.call("GET", "/store/a").status == 200
        seen = len(workshop.output)
        code.write_text(TOOL)
        workshop.wait_for("reloaded tool", seen)
        assert workshop.call("GET", "/tool/hammer").status == 200

    def test_has_no_storefront_if_the_template_has_no_menu(self, workshop: Stack) -> None:
        assert "/shop" not in workshop.output
        answer = workshop.call("GET", "/shop", root=True)
        assert (answer.status, b"GET /menu" in answer.body) == (404, True)
        assert workshop.call("GET", "/", root=True).headers["Location"] == "/docs"

    def test_names_the_line_of_a_broken_template_and_keeps_the_old_one(self, workshop: Stack) -> None:
        seen = len(workshop.output)
        workshop.template.write_text(TEMPLATE.replace("StageName: v1", "StageName: v1\n      Colour: red"))
        line = TEMPLATE[: TEMPLATE.index("StageName")].count("\n") + 2
        workshop.wait_for(f"template.yaml:{line}: the local stack does not support the property Colour", seen)
        assert workshop.call("GET", "/tool/hammer").status == 200

    def test_picks_up_a_changed_template(self, workshop: Stack) -> None:
        seen = len(workshop.output)
        workshop.template.write_text(TEMPLATE.replace("GREETING: hello", "GREETING: welcome"))
        workshop.wait_for("reloaded tool", seen)
        assert workshop.call("GET", "/tool/hammer").json()["environment"]["GREETING"] == "welcome"


class TestStart:
    def test_says_that_its_port_is_in_use(self, tmp_path: Path) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            said = fail_to_start(tmp_path, ROOT / "template.yaml", port)
        assert said == f"Port {port} is in use by another program. Choose another one: make run PORT={port + 1}\n"

    def test_says_that_another_stack_has_the_same_data(self, workshop: Stack) -> None:
        said = fail_to_start(workshop.data, workshop.template)
        assert f"Another stack is running on {workshop.data} (process {workshop.process.pid}, port" in said

    def test_says_that_it_runs_already_when_data_and_port_are_the_same(self, workshop: Stack) -> None:
        said = fail_to_start(workshop.data, workshop.template, urlsplit(workshop.base_url).port or 0)
        assert f"Another stack is running on {workshop.data} (process {workshop.process.pid}, port" in said

    def test_names_the_line_of_a_broken_template(self, tmp_path: Path) -> None:
        template = build_workshop(tmp_path)
        template.write_text(TEMPLATE.replace("!Ref Table", "!Ref Tabel"))
        line = TEMPLATE[: TEMPLATE.index("!Ref Table")].count("\n") + 1
        said = fail_to_start(tmp_path / "data", template)
        assert said.startswith(f"template.yaml:{line}: Ref to Tabel, which is neither a parameter nor a resource")

    def test_releases_the_data_when_it_fails(self, tmp_path: Path) -> None:
        template = build_workshop(tmp_path)
        template.write_text(TEMPLATE.replace("!Ref Table", "!Ref Tabel"))
        fail_to_start(tmp_path / "data", template)
        template.write_text(TEMPLATE)
        with running_stack(tmp_path / "data", template, module="local") as stack:
            assert stack.call("GET", "/store/anvil").status == 200


class TestEnd:
    def test_by_ctrl_c_leaves_no_process(self, tmp_path: Path) -> None:
        with running_stack(tmp_path / "data", build_workshop(tmp_path), module="local") as stack:
            children = stack.processes()
            assert len(children) == 4  # two functions, DynamoDB Local, Secrets Manager
            assert stack.end(signal.SIGINT) == 0
            assert not [pid for pid in children if is_running(pid)]

    def test_by_ctrl_c_during_the_start_leaves_no_process(self, tmp_path: Path) -> None:
        template = build_workshop(tmp_path)
        with starting_stack(tmp_path / "data", template, module="local") as stack:
            wait_until(lambda: len(stack.processes()) >= 2, lambda: "the engines were not started")
            children = stack.processes()
            assert stack.end(signal.SIGINT) == 0
            assert "Traceback" not in stack.output
            assert not [pid for pid in children if is_running(pid)]

    def test_by_kill_9_leaves_no_process_and_loses_nothing(self, tmp_path: Path) -> None:
        template = build_workshop(tmp_path)
        with running_stack(tmp_path / "data", template, module="local") as stack:
            before = stack.call("PUT", "/store/anvil", b"heavy").json()
            children = stack.processes()
            stack.end(signal.SIGKILL)
            wait_until(lambda: not any(map(is_running, children)), lambda: f"some of {children} are still there")
        with running_stack(tmp_path / "data", template, module="local") as stack:
            assert stack.call("GET", "/store/anvil").json() == before
        assert before["value"] == "heavy"


class TestTheShop:
    """The stack of template.yaml."""

    @pytest.mark.parametrize("path", ["/menu", *(f"/{kind}" for kind in read_catalog())])
    def test_is_open_with_the_demo_catalogue(self, stack: Stack, path: str) -> None:
        answer = stack.call("GET", path)
        assert answer.status == 200
        assert answer.json().get("items") or answer.json().get("categories")

    def test_serves_the_storefront_at_its_port(self, stack: Stack) -> None:
        assert f"Shop      {stack.root_url}/shop\n" in stack.output
        answer = stack.call("GET", "/shop", root=True)
        assert (answer.status, b"<html" in answer.body) == (200, True)
        assert stack.call("GET", "/shop", headers={"Host": "evil.example:3000"}, root=True).status == 421
        config = stack.call("GET", "/shop/config.json", root=True).json()
        assert (config["shop"], config["currency"], config["payments"]) == (
            "Bodega",
            "CAD",
            {"stripe": {"script": "/pay/stripe.js"}},
        )

    def test_lets_only_admins_create_products(self, stack: Stack) -> None:
        body = {"name": "Stack test", "price": {"amount": 100, "currency": "CAD"}}
        assert stack.call("POST", "/products", body).status == 401
        assert stack.call("POST", "/products", body, {"Authorization": stack.token("customer")}).status == 403
        assert stack.call("POST", "/products", body, {"Authorization": stack.token("admin")}).status == 201

    def test_has_documentation_that_needs_no_network(self, stack: Stack) -> None:
        page = stack.call("GET", "/docs", root=True)
        assert page.status == 200
        assert b"http" not in page.body
        assert stack.call("GET", "/docs/swagger-ui/swagger-ui-bundle.js", root=True).status == 200
        document = stack.call("GET", "/docs/openapi.json", root=True).json()
        assert [server["url"] for server in document["servers"]] == ["/v1"]
        assert stack.call("GET", "/", root=True).headers["Location"] == "/shop"

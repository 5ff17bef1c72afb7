"""Runs one function with `sam local invoke`, in Lambda's own container, on the tables of the shop on this machine.

    make invoke FUNCTION=products EVENT=list          (events/products/list.json; EVENT may be a path, too)

It uses the shop that `make run` started, or starts one for the moment. A container does not reach what listens on
127.0.0.1: a relay on Docker's own bridge, which nothing outside of this machine reaches, passes its calls on.
"""

import argparse
import contextlib
import os
import socket
import subprocess
import sys
import urllib.parse
from collections.abc import Iterator
from ipaddress import ip_network
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from local.lambdas.environment import Surroundings
from local.template import Template, read_template
from scripts.deployment import BUILD, ROOT, sam_command
from scripts.relay import Relay

DATA = ROOT / ".local"
STACK_PYTHON = ROOT / ".venv" / "bin" / "python"
ON_DESKTOPS = "host.docker.internal"  # where Docker runs in a virtual machine, this is the machine's own loopback


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("function", help="a folder of functions/, or start-api for all of them behind a port")
    parser.add_argument("event", nargs="?", help="a file of events/<function>/, without .json, or a path")
    parser.add_argument("--data", type=Path, default=DATA, help="the data folder of the shop (.local)")
    options, for_sam = parser.parse_known_args()
    architecture = "arm64" if os.uname().machine in {"aarch64", "arm64"} else "x86_64"
    override = ["--parameter-overrides", f"Architecture={architecture}"]
    template = read_template(ROOT / "template.yaml")
    command = _command(template, options.function, options.event)
    environment = {**os.environ, "SAM_CLI_TELEMETRY": "0", "PYTHON": sys.executable}
    built = subprocess.run(
        [sam_command(), "build", *override], cwd=ROOT, env=environment, check=False, capture_output=True, text=True
    )
    if built.returncode:
        raise SystemExit(built.stdout + built.stderr)
    with running_shop(options.data) as shop, reachable(shop) as urls:
        _write_copy(template, urls)
        # Any credentials do for the shop on this machine; the developer's own stay out.
        environment |= {"AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local", "AWS_SESSION_TOKEN": ""}
        command += ["--template", str(BUILD / "invoke.yaml"), "--region", "us-east-1", *override, *for_sam]
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def _command(template: Template, function: str, event: str | None) -> list[str]:
    """Raises: SystemExit with what there is to choose from."""
    if function == "start-api":
        return [sam_command(), "local", "start-api", "--host", "127.0.0.1"]
    ids = {known.label: known.id for known in template.functions.values()}
    if function not in ids:
        raise SystemExit(f"There is no function {function}. There are: {', '.join(sorted(ids))}.")
    folder = ROOT / "events" / function
    path = Path(event) if event and event.endswith(".json") else folder / f"{event}.json"
    if not path.is_file():
        raise SystemExit(
            f"There is no {path}. There are: {', '.join(sorted(file.stem for file in folder.glob('*.json')))}."
        )
    return [sam_command(), "local", "invoke", ids[function], "--event", str(path)]


@contextlib.contextmanager
def running_shop(data: Path) -> Iterator[Surroundings]:
    """Where the stand-ins for AWS listen: those of the shop that runs, or of one that is started for this."""
    with contextlib.suppress(Exception):
        known = Surroundings.read(data)
        if _listens(known.dynamodb):
            yield known
            return
    print("Starting the shop on this machine for this call; `make run` beside it is quicker ...", file=sys.stderr)
    command = [str(STACK_PYTHON), "-m", "demo", "--port", "0", "--data", str(data)]
    started = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        assert started.stdout  # noqa: S101  # nosec B101
        said = []
        for line in started.stdout:
            said.append(line)
            if line.strip() == "ready":
                break
        else:
            raise SystemExit("".join(said[-20:]) + "The shop does not start.")
        yield Surroundings.read(data)
    finally:
        started.terminate()
        started.communicate()


def _listens(url: str) -> bool:
    address = urllib.parse.urlsplit(url)
    with contextlib.suppress(OSError), socket.create_connection((address.hostname, address.port), 1):
        return True
    return False


@contextlib.contextmanager
def reachable(shop: Surroundings) -> Iterator[dict[str, str]]:
    """The variables that lead a container to the stand-ins for AWS."""
    addresses = {
        "AWS_ENDPOINT_URL_DYNAMODB": shop.dynamodb,
        "AWS_ENDPOINT_URL_SECRETS_MANAGER": shop.secrets_manager,
        "AWS_ENDPOINT_URL_SESV2": shop.ses,
    }
    bridge = _bridge()
    with contextlib.ExitStack() as relays:
        urls = {}
        for name, url in addresses.items():
            port = urllib.parse.urlsplit(url).port or 80
            if bridge:
                port = relays.enter_context(Relay(bridge, port)).port
            urls[name] = f"http://{bridge or ON_DESKTOPS}:{port}"
        yield urls


def _bridge() -> str | None:
    """The address of this machine on Docker's bridge; None where Docker runs in a virtual machine."""
    import docker  # type: ignore[import-untyped]  # noqa: PLC0415  # of sam's virtual environment

    try:
        configurations = docker.from_env().networks.get("bridge").attrs["IPAM"]["Config"] or []
    except docker.errors.DockerException as error:
        raise SystemExit(f"No container engine answers ({error}). Start Docker, or set DOCKER_HOST.") from None
    for configuration in configurations:
        # The engine names no gateway where it chose the first address of the network, as it does by itself.
        first = str(next(ip_network(configuration["Subnet"]).hosts()))
        address: str = configuration.get("Gateway") or first
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.bind((address, 0))
            return address
    return None


def _write_copy(template: Template, urls: dict[str, str]) -> None:
    """The built template with the shop's names in it: sam sets only variables that a template has."""
    from samcli.yamlhelper import yaml_dump, yaml_parse  # noqa: PLC0415

    for secret in template.secrets.values():
        template.resolver.references[secret.id] = secret.name
    built = yaml_parse((BUILD / "template.yaml").read_text(encoding="utf-8"))
    for function in template.functions.values():
        variables = built["Resources"][function.id]["Properties"]["Environment"]["Variables"]
        variables |= {**template.environment(function), **urls}
    (BUILD / "invoke.yaml").write_text(yaml_dump(_without_aliases(built)), encoding="utf-8")


def _without_aliases(value: Any) -> Any:
    """What is called by its alias is called by its ARN: `sam local` runs no authorizer otherwise."""
    if isinstance(value, dict):
        reference = value.get("Ref")
        if isinstance(reference, str) and reference.endswith(".Alias"):
            return {"Fn::GetAtt": [reference.removesuffix(".Alias"), "Arn"]}
        return {name: _without_aliases(inner) for name, inner in value.items()}
    return [_without_aliases(inner) for inner in value] if isinstance(value, list) else value


if __name__ == "__main__":
    sys.exit(main())

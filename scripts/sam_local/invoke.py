"""Run a function with `sam local invoke`, in Lambda's own container, on the tables of the local shop.

    make invoke FUNCTION=products EVENT=list          (events/products/list.json; EVENT may also be a path)

It uses the shop that `make run` started, or starts one for the call. A container cannot reach 127.0.0.1, so a relay on
Docker's bridge forwards its calls. Other machines cannot reach the bridge. Run with the Python of .venv-sam.
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

from local.lambdas.environment import Surroundings
from local.template import Template, read_template
from scripts.deployment.sam import BUILD, ROOT, sam_command, sam_environment
from scripts.sam_local.relay import Relay

DATA = ROOT / ".local"
STACK_PYTHON = ROOT / ".venv" / "bin" / "python"
ON_DESKTOPS = "host.docker.internal"  # the host's loopback, if Docker runs in a virtual machine


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("function", help="a function, a resource of the API, or start-api for the whole API on a port")
    parser.add_argument("event", nargs="?", help="a file of events/<function>/, without .json, or a path")
    parser.add_argument("--data", type=Path, default=DATA, help="the data folder of the shop (.local)")
    options, for_sam = parser.parse_known_args()
    architecture = "arm64" if os.uname().machine in {"aarch64", "arm64"} else "x86_64"
    override = ["--parameter-overrides", f"Architecture={architecture}"]
    template = read_template(ROOT / "template.yaml")
    command = _command(template, options.function, options.event)
    require_engine()
    environment = sam_environment()
    built = subprocess.run(
        [sam_command(), "build", *override], cwd=ROOT, env=environment, check=False, capture_output=True, text=True
    )
    if built.returncode:
        raise SystemExit(built.stdout + built.stderr)
    with running_shop(options.data) as shop, reachable(shop) as urls:
        _write_copy(template, urls)
        # The local shop accepts any credentials. Do not pass on the developer's own.
        environment |= {"AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local", "AWS_SESSION_TOKEN": ""}
        command += ["--template", str(BUILD / "invoke.yaml"), "--region", "us-east-1", *override, *for_sam]
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def _command(template: Template, function: str, event: str | None) -> list[str]:
    """Return the command line of sam. Raises: SystemExit, with the known names, for an unknown function or event."""
    if function == "start-api":
        return [sam_command(), "local", "start-api", "--host", "127.0.0.1"]
    ids = {known.label: known.id for known in template.functions.values()}
    label = function if function in ids else _resources(template).get(function)
    if label is None:
        raise SystemExit(f"There is no function {function}. There are: {', '.join(sorted(ids))}.")
    folder = ROOT / "events" / label
    path = Path(event) if event and event.endswith(".json") else folder / f"{event}.json"
    if not path.is_file():
        raise SystemExit(
            f"There is no {path}. There are: {', '.join(sorted(file.stem for file in folder.glob('*.json')))}."
        )
    return [sam_command(), "local", "invoke", ids[label], "--event", str(path)]


def _resources(template: Template) -> dict[str, str]:
    """Return the label of the function for each first segment of a path: `customization` for `customizations`."""
    return {
        route.path.split("/")[1]: template.functions[route.function].label
        for route in template.api.routes
        if route.function in template.functions
    }


def require_engine() -> None:
    """Raises: SystemExit, with what to install, if no container engine responds."""
    import docker

    try:
        docker.from_env(timeout=10).ping()
    except docker.errors.DockerException as error:
        raise SystemExit(
            "`make invoke` runs functions in Lambda's container, and no container engine responds. Install Docker "
            "(Debian: apt install docker.io; macOS and Windows: Docker Desktop) and start it, or set DOCKER_HOST to an "
            f"engine that is compatible with it.\n  {error}"
        ) from None


@contextlib.contextmanager
def running_shop(data: Path) -> Iterator[Surroundings]:
    """Yield the addresses of the running local shop, or of one that is started for this call."""
    with contextlib.suppress(Exception):
        known = Surroundings.read(data)
        if _listens(known.dynamodb):
            yield known
            return
    print("Starting the local shop for this call (faster: keep `make run` running) ...", file=sys.stderr)
    command = [str(STACK_PYTHON), "-m", "demo", "--port", "0", "--data", str(data)]
    started = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        said = []
        for line in started.stdout or ():
            said.append(line)
            if line.strip() == "ready":
                break
        else:
            raise SystemExit("".join(said[-20:]) + "The shop did not start.")
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
    """Yield the environment variables with which a container reaches the local shop's AWS endpoints."""
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
    """Return this machine's address on Docker's bridge, or None if Docker runs in a virtual machine."""
    import docker

    configurations = docker.from_env().networks.get("bridge").attrs["IPAM"]["Config"] or []
    for configuration in configurations:
        # The engine reports no gateway if it is the default one: the first address of the network.
        first = str(next(ip_network(configuration["Subnet"]).hosts()))
        address: str = configuration.get("Gateway") or first
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.bind((address, 0))
            return address
    return None


def _write_copy(template: Template, urls: dict[str, str]) -> None:
    """Write a copy of the built template with the shop's values. sam sets only variables that the template declares."""
    from samcli.yamlhelper import yaml_dump, yaml_parse

    for secret in template.secrets.values():
        template.resolver.references[secret.id] = secret.name
    built = yaml_parse((BUILD / "template.yaml").read_text(encoding="utf-8"))
    for function in template.functions.values():
        variables = built["Resources"][function.id]["Properties"]["Environment"]["Variables"]
        variables |= {**template.environment(function), **urls}
    (BUILD / "invoke.yaml").write_text(yaml_dump(_without_aliases(built)), encoding="utf-8")


def _without_aliases(value: Any) -> Any:
    """Replace references to aliases by ARNs of functions: `sam local` runs no authorizer behind an alias."""
    if isinstance(value, dict):
        reference = value.get("Ref")
        if isinstance(reference, str) and reference.endswith(".Alias"):
            return {"Fn::GetAtt": [reference.removesuffix(".Alias"), "Arn"]}
        return {name: _without_aliases(inner) for name, inner in value.items()}
    return [_without_aliases(inner) for inner in value] if isinstance(value, list) else value


if __name__ == "__main__":
    sys.exit(main())

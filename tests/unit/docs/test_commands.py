"""Every command of the documents exists, with its options: those that work on a shop run in tests/e2e.

Commands of make are expanded without running them (`make -n`), and the programs that they start check their options.
"""

import re
import shlex
import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import boto3
import pytest
from botocore import xform_name

from harness import ROOT
from local.engines.paths import dynamodb_folder
from local.modules import SEARCH_PATH
from scripts.deployment.settings import Settings
from tests.support.documents.commands import Command, commands, documented_commands, without_make
from tests.support.documents.module_options import option_checker

Accepts = Callable[[str, str], str]

# The reason why a command is not started here, not even to check its options.
NOT_STARTED = {
    ".venv-sam/bin/sam local invoke": "needs Docker",
    "curl": "tests/e2e/test_documented_commands.py",
    "git": "works on the reader's checkout",
    "cd local/engines/java": "needs a Java compiler; a test below checks its folder",
    "javac": "needs a Java compiler",
    "jar": "needs a Java compiler",
    "npm": "tests/unit/scripts/test_client_package.py uses the package in another project",
    "npx": "make openapi and make clients run the two generators, on the same document",
}
# Third-party programs that recipes start. make check and make test run them.
_TOOLS = {"bandit", "mypy", "pytest", "ruff", "uv"}
_STAMPS = (
    ".venv/bin/python",
    ".venv/.local",
    ".venv/.dev",
    ".venv-sam/.done",
    ".venv-audit/.done",
    ".venv-bench/.done",
    ".venv-rehearsal/.done",
)
_MODULE = re.compile(r"\.venv(?:-sam)?/bin/python -m ([\w.]+)((?: [^;&|\n]*)?)")
# Names that the AWS command line has instead of those of the API.
_SERVICES = {"deploy": "codedeploy"}
_OPTIONS = {"notification-endpoint": "endpoint"}
_OPTIONS_OF_ALL = {"output", "profile", "query", "region"}
# Commands that the AWS command line has beside the operations of the API, with their options.
_BESIDE_THE_API = {
    ("configure", ""): set[str](),
    ("configure", "get"): set[str](),
    ("configure", "sso"): set[str](),
    ("logs", "tail"): {"filter-pattern", "follow", "format", "since"},
    ("sso", "login"): set[str](),
}
COMMANDS = documented_commands()


def of(*programs: str) -> list[Command]:
    """Return the commands that start one of the programs, after variables such as `PORT=4000`."""
    start = re.compile(rf"(?:[A-Z]+=\S+ )*(?:{'|'.join(programs)})(?: |$)")
    return [command for command in COMMANDS if start.match(command.text)]


MAKE, AWS = of("make"), of("aws")
DEPLOY = of(r"\./deploy\.sh", r"deploy\.bat")
PYTHON = of("python", r"\.venv/bin/python")


def run(command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env=without_make() | {"PYTHONPATH": SEARCH_PATH},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def accepts() -> Iterator[Accepts]:
    """Return a function that says what is wrong with the arguments of one of the project's modules, or nothing."""
    with option_checker() as checker:

        @cache
        def complaint(module: str, arguments: str) -> str:
            folder = ROOT.joinpath(*module.split("."))
            file = folder / "__main__.py" if folder.is_dir() else folder.with_suffix(".py")
            if not file.is_file():
                return f"there is no module {module}"
            source = file.read_text(encoding="utf-8")
            if "argparse" not in source and "write_or_check" not in source:
                return "".join(f"{module} has no {word}" for word in arguments.split() if f'"{word}"' not in source)
            return checker.complaint(file, shlex.split(arguments))

        yield complaint


def test_every_command_is_checked_or_has_a_reason() -> None:
    checked = {command.text for command in (*MAKE, *AWS, *DEPLOY, *PYTHON, *of(r"\.ci/run"))}
    unknown = [command for command in COMMANDS if command.text not in checked and not reason(command.text)]

    assert unknown == [], "add a check, or a reason to NOT_STARTED"
    assert len(MAKE) > 40
    assert {program for program in NOT_STARTED if not any(text.startswith(program) for text, _ in COMMANDS)} == set()


def reason(command: str) -> str | None:
    return next((why for program, why in NOT_STARTED.items() if command.startswith(program)), None)


@pytest.mark.parametrize("command", MAKE, ids=lambda command: command.text)
def test_a_command_of_make_has_its_targets_and_variables(command: Command, tmp_path: Path, accepts: Accepts) -> None:
    text = re.sub(r"…", "value", command.text)
    old = " ".join(f"-o {stamp}" for stamp in _STAMPS)

    programs = tmp_path / "programs"
    recorder = tmp_path / "python"
    recorder.write_text(f'#!/bin/sh\necho ".venv/bin/python $*" >>{programs}\n')
    recorder.chmod(0o755)
    # The parts of a benchmark are a loop, which only a run expands.
    how = f"PY={recorder}" if "bench" in text.split() else "-n"

    done = run(f'make() {{ command make --no-print-directory {how} {old} "$@"; }}; {text}')

    assert done.returncode == 0, done.stderr
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for variable in re.findall(r"\b([A-Z]+)=", text):
        assert f"$({variable})" in makefile or variable in {"PORT", "PARAMETERS"}, f"nothing reads {variable}"
    started = programs.read_text(encoding="utf-8") if programs.exists() else done.stdout.replace("\\\n", " ")
    for module, arguments in _MODULE.findall(started):
        assert module.split(".")[0] in _TOOLS or accepts(module, arguments) == "", (module, arguments)


def test_an_option_that_a_module_does_not_have_is_noticed(accepts: Accepts) -> None:
    assert "unrecognized arguments: --nonsense" in accepts("scripts.reconcile", "--nonsense")
    assert "unrecognized arguments: --nonsense" in accepts("scripts.deployment.deploy", "dev --nonsense")
    assert "invalid int value: 'x'" in accepts("demo", "--demo-days x")
    assert accepts("scripts.nonsense", "") == "there is no module scripts.nonsense"


@pytest.mark.parametrize("command", PYTHON, ids=lambda command: command.text)
def test_a_command_of_python_has_its_module_and_options(command: Command, accepts: Accepts) -> None:
    module, arguments = re.findall(r"python -m ([\w.]+)(.*)", command.text)[0]

    assert accepts(module, re.sub(r"[][]", "", arguments)) == ""


@pytest.mark.parametrize("command", DEPLOY, ids=lambda command: command.text)
def test_a_deployment_has_its_environment_and_parameters(command: Command, accepts: Accepts) -> None:
    action, *rest = shlex.split(command.text)[1:]
    script = (ROOT / "deploy.bat").read_text(encoding="utf-8")
    modules = dict(re.findall(r'"%~1"=="(\w+)" set command=([\w.]+)', script))
    if action in modules:
        assert accepts(modules[action], shlex.join(["--env", *rest])) == ""
    else:
        assert Settings.read(action, rest).environment == action


@pytest.mark.parametrize("command", AWS, ids=lambda command: command.text)
def test_a_command_of_the_aws_cli_has_its_operation_and_options(command: Command) -> None:
    service, *rest = shlex.split(re.sub(r'"\$\(.*?\)"', "VALUE", command.text))[1:]
    operation = rest.pop(0) if rest else ""
    words = {word.removeprefix("--").removeprefix("no-") for word in rest if word.startswith("--")}
    if (service, operation) in _BESIDE_THE_API:
        assert words - _OPTIONS_OF_ALL <= _BESIDE_THE_API[service, operation]
        return
    client = boto3.client(_SERVICES.get(service, service), region_name="ca-central-1")
    if operation == "wait":  # such as `aws acm wait certificate-validated`, which has the options of what it repeats
        name = client.get_waiter(rest.pop(0).replace("-", "_")).config.operation
    else:
        name = client.meta.method_to_api_mapping[operation.replace("-", "_")]
    model = client.meta.service_model.operation_model(name)
    shape = model.input_shape
    options, required = ({xform_name(name, "-") for name in names} for names in (shape.members, shape.required_members))
    client.close()

    given = {_OPTIONS.get(word, word) for word in words} - _OPTIONS_OF_ALL

    assert required <= given <= options


def test_the_script_of_ci_is_valid_shell() -> None:
    assert run("bash -n .ci/run").returncode == 0


def test_the_rebuild_of_the_launcher_uses_the_folder_of_dynamodb_local() -> None:
    (text,) = [text for text, _ in COMMANDS if text.startswith("cd local/engines/java")]

    assert text.endswith(dynamodb_folder().relative_to(ROOT).as_posix())


def test_commands_are_read_without_comments_and_with_continued_lines() -> None:
    text = (
        "`make run` and ``x``\n\n```sh\n# why\nmake test  # all\ncurl a \\\n  -d '#1'\n```\n\n"
        "| `PORT=1 make run` | it |\n"
    )

    assert commands(text) == ["make test", "curl a -d '#1'", "make run", "PORT=1 make run"]

"""Rehearse the life of a shop on an emulator of AWS that enforces IAM: `python -m scripts.rehearsal`.

The role of deployer.yaml runs `make deploy`: a new shop, an update, an update that fails, the previous release again.
Then it deletes the shop. In between, the role of each function is tried, and every operation of the API is requested.
Prints what each role was allowed and denied, and a summary. Fails if anything differs from the template.
docs/development.md#rehearsing-a-deployment lists the differences from AWS. Run with the Python of .venv-sam.
"""

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from http import HTTPStatus
from pathlib import Path

import boto3

from scripts.rehearsal.command import BROKEN, CHANGED
from scripts.rehearsal.deployer import Deployer, Judged, create_deployer
from scripts.rehearsal.emulator import LEFT_OUT, Emulator, call, physical_ids, resources
from scripts.rehearsal.keys import Evaluated, evaluate
from scripts.rehearsal.lifecycle import Commands, Deployed, api_url, left_after
from scripts.rehearsal.provider import Provider
from scripts.rehearsal.recorder import Recorder
from scripts.rehearsal.rights import NEVER, Finding, try_roles, untried
from scripts.rehearsal.routes import visit_all
from scripts.rehearsal.visitor import Visitor
from scripts.template import FUNCTION, TEMPLATE

ARCHITECTURES = {"aarch64": "arm64", "arm64": "arm64"}
# Those of the first release, which a rollback deploys again. The same code and parameters have the same release.
PARAMETERS = {
    "Architecture": ARCHITECTURES.get(os.uname().machine, "x86_64"),
    "BcryptCost": "10",
    "LogRetentionDays": "7",
    "MailFrom": "shop@rehearsal.example",
    "MailIdentity": "address",  # the emulator verifies it at once
    "WafEnabled": "false",
}
UPDATE = {"LogRetentionDays": "14", "WafEnabled": "true"}


def main() -> int:
    functions = TEMPLATE.of_type(FUNCTION)
    with (
        tempfile.TemporaryDirectory() as folder,
        Emulator(Path(folder)) as emulator,
        Provider(Path(folder)) as provider,
        Recorder(functions, emulator.port) as recorder,
    ):
        if not emulator.runs_functions():
            print(
                "The functions need Python 3.13, as python3.13 on PATH or in pyenv. Install it, delete "
                ".venv-rehearsal, and run this again."
            )
            return 1
        os.environ.update(emulator.environment)
        deployer = create_deployer(emulator.environment)
        commands = Commands(deployer, recorder.endpoints, {**PARAMETERS, **provider.parameters})
        lines = []
        for line in rehearse(commands, deployer, recorder, provider, emulator.url):
            print(line, flush=True)
            lines.append(line)
    print(f"\nLeft out, because the emulator lacks it: {', '.join(LEFT_OUT)}.")
    wrong = [line for line in lines if line.startswith(WRONG)]
    print("\n".join(["", *(line for line in lines if line not in wrong), *wrong]))
    return 1 if wrong else 0


WRONG = "WRONG"


def rehearse(
    commands: Commands, deployer: Deployer, recorder: Recorder, provider: Provider, emulator_url: str
) -> Iterator[str]:
    """Yield the lines of the summary; those of faults begin with `WRONG`. Raises: SystemExit if a step fails."""
    commands.create_bucket()
    checks = [commands.deploy()]
    first, names = Deployed.now(), physical_ids()
    yield f"deployed     {len(resources())} resources with `make deploy`, as the role of deployer.yaml"
    yield from _try_roles(names)
    shop = Visitor(api_url(), names, emulator_url)
    provider.start(names)
    addon = visit_all(shop, provider)
    yield from _judge_requests(shop, recorder, names)

    checks.append(commands.deploy(CHANGED, **UPDATE))
    second = Deployed.now()
    yield from _judge_update(first, second, int(UPDATE["LogRetentionDays"]))
    yield from _judge_deployer(deployer)
    commands.deploy_broken(BROKEN)
    yield from _compare("failed       an update, which CloudFormation rolled back", second, Deployed.now())

    checks.append(commands.deploy())
    yield f"smoke test   {' + '.join(map(str, checks))} checks succeeded after the deployments"
    yield from _judge_rollback(first, Deployed.now(), int(PARAMETERS["LogRetentionDays"]))
    status, found = call(f"{api_url()}/addons/{addon}")
    if status != HTTPStatus.OK:
        yield f"{WRONG}: the addon of the first release is {found}"

    before = resources()
    commands.destroy()
    left = list(left_after(before))
    tables = len(TEMPLATE.of_type("AWS::DynamoDB::Table"))
    yield f"destroyed    {len(before)} resources; {tables} tables, pepper, mail identity and role for logs stay"
    yield from (f"{WRONG}: after `make destroy`, {line}" for line in left)


def _try_roles(names: dict[str, str]) -> Iterator[str]:
    findings = try_roles(names)
    for queue in TEMPLATE.of_type("AWS::SQS::Queue"):
        boto3.client("sqs").purge_queue(QueueUrl=names[queue])
    _print_table(findings)
    allowed = sum(finding.allowed for finding in findings)
    yield f"roles        {allowed} calls with the functions' roles allowed, {len(findings) - allowed} denied"
    for finding in findings:
        if finding.allowed != finding.expected:
            yield f"{WRONG}: {finding.function} {finding.action} {finding.resource}: {finding.answer}"
    yield from (f"{WRONG}: not proved: {rule.why}" for rule in NEVER if not rule.is_proved_by(findings))
    for permission in untried(findings):
        yield f"{WRONG}: not tried: {permission}. Add the call to scripts/rehearsal/rights.py."


def _judge_requests(shop: Visitor, recorder: Recorder, names: dict[str, str]) -> Iterator[str]:
    operations = {f"{route.method} {route.path}" for route in TEMPLATE.routes() if route.is_operation}
    yield f"requests     {len(shop.visited)} operations of the API requested, all successful"
    for operation in sorted(operations - shop.visited):
        yield f"{WRONG}: not requested: {operation}. Add it to scripts/rehearsal/routes.py, orders.py or payments.py."
    calls = list(recorder.calls)
    evaluated = list(evaluate(calls, names))
    allowed = sum(item.allowed for item in evaluated)
    yield (
        f"keys         {len(calls)} calls to DynamoDB recorded: {allowed} sets of keys allowed, "
        f"{len(evaluated) - allowed} variants denied"
    )
    yield from _misjudged(evaluated)
    for function in sorted({*TEMPLATE.of_type(FUNCTION)} - {function for function, _, _ in calls} - {"MailerFunction"}):
        yield f"{WRONG}: {function} made no call to DynamoDB"


def _judge_deployer(deployer: Deployer) -> Iterator[str]:
    judged = list(deployer.judge(resources()))
    allowed = sum(item.allowed for item in judged)
    yield (
        f"deployer     {allowed} calls of CloudFormation allowed for the stack's {len(resources())} resources, "
        f"{len(judged) - allowed} denied for those of another stack"
    )
    yield from _misjudged(judged)


def _misjudged(items: Iterable[Evaluated | Judged]) -> Iterator[str]:
    for item in items:
        if item.allowed != item.expected:
            yield f"{WRONG}: {'denied' if item.expected else 'allowed'}: {item}"


def _judge_update(first: Deployed, second: Deployed, retention: int) -> Iterator[str]:
    changed = sum(second.functions[name] != first.functions[name] for name in first.functions)
    yield f"updated      {changed} functions, the retention of logs and the firewall; tables are protected"
    if changed < len(first.functions) or first.release == second.release:
        yield f"{WRONG}: after the update, functions are {second.functions} of the release {second.release}"
    if second.retention != {retention} or "AWS::WAFv2::WebACL" not in second.types:
        yield f"{WRONG}: the update did not change retention or firewall: {second}"
    if not (first.protected and second.protected):
        yield f"{WRONG}: tables can be deleted"
    if "AWS::ApiGateway::Account" not in second.types:
        yield f"{WRONG}: the update did not keep the role for API Gateway's logs"


def _judge_rollback(first: Deployed, now: Deployed, retention: int) -> Iterator[str]:
    codes, before = ({name: code for name, (_, code) in state.functions.items()} for state in (now, first))
    yield f"rolled back  {sum(codes[name] == before[name] for name in before)} functions to release {now.release}"
    if codes != before or now.release != first.release:
        yield f"{WRONG}: the code of release {first.release} is not deployed again: {now}"
    if now.retention != {retention} or "AWS::WAFv2::WebACL" in now.types or not now.protected:
        yield f"{WRONG}: the rollback did not change retention, firewall or protection: {now}"


def _compare(what: str, before: Deployed, now: Deployed) -> Iterator[str]:
    yield what
    if now != before:
        yield f"{WRONG}: it left {now} instead of {before}"


def _print_table(findings: list[Finding]) -> None:
    for function in dict.fromkeys(finding.function for finding in findings):
        print(function)
        for allowed in (True, False):
            by_resource: dict[str, list[str]] = {}
            for finding in findings:
                if finding.function == function and finding.allowed is allowed:
                    by_resource.setdefault(finding.resource, []).append(finding.action)
            for resource, actions in by_resource.items():
                print(f"  {'may    ' if allowed else 'may not'}  {resource:<36} {', '.join(actions)}", flush=True)


if __name__ == "__main__":
    sys.exit(main())

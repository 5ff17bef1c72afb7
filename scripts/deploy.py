"""Deploys the shop: looks at tools and credentials, builds, deploys, and tries the menu.

    deploy.sh dev|prod [--yes] [Name=Value ...]      make deploy ENV=prod PARAMETERS="AllowedOrigins=https://shop.example"
    deploy.sh destroy dev|prod                       make destroy ENV=dev

Parameters are samconfig.toml's, and those given here over them. Credentials are those that the AWS command line uses.
"""

import argparse
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from scripts.deployment import ROOT, Account, NotReady, Settings, account, outputs, release, sam_command
from scripts.deployment import answers as menu_answers

# What a shop that is open has to say for itself.
LEFT_TO_YOU = {
    "AllowedOrigins": "any page may call the API",
    "StorefrontUrl": "links in mails lead to shop.example",
    "MailFrom": "SES sends nothing from shop@shop.example",
    "AlarmTopicArn": "alarms wake nobody",
}


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="deploy.sh", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("words", nargs="+", metavar="[destroy] dev|prod [Name=Value ...]")
    parser.add_argument("--yes", action="store_true", help="ask nothing; for CI")
    options = parser.parse_args(arguments)
    destroying = options.words[0] == "destroy"
    environment, *given = (options.words[1:] if destroying else options.words) or [""]
    try:
        settings = Settings.read(environment, given)
        check_tools()
        where = account(settings)
        print(f"{settings.stack} in {where.region}, account {where.number} ({where.who})", flush=True)
        return (
            destroy(settings, where, ask=not options.yes)
            if destroying
            else deploy(settings, where, ask=not options.yes)
        )
    except NotReady as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        print(
            f"\n{shlex.join(error.cmd[:3])} failed; its own words are above. Nothing is half-deployed: "
            "CloudFormation goes back to what there was.",
            file=sys.stderr,
        )
        return error.returncode


def check_tools() -> None:
    """Raises: NotReady, with all that is missing at once."""
    missing = []
    if shutil.which("make") is None:
        missing.append(
            "make: the functions are built by it (Debian: apt install make; macOS: xcode-select --install; "
            "Windows: winget install ezwinports.make)"
        )
    if os.name == "nt" and shutil.which("sh") is None:
        missing.append("sh: make runs its commands in it (winget install Git.Git, then add its usr\\bin to PATH)")
    if shutil.which(sam_command()) is None:
        missing.append(f"sam: {sam_command()} is not there; run `make build` once")
    if missing:
        raise NotReady("Missing:\n  " + "\n  ".join(missing))


def deploy(settings: Settings, where: Account, *, ask: bool) -> int:
    if settings.environment == "prod":
        for name, consequence in LEFT_TO_YOU.items():
            if name not in settings.parameters and name not in where.parameters:
                print(f"  note: {name} is not set: {consequence}. Set it in samconfig.toml or as {name}=…")
    run_sam("build", "--config-env", settings.config, *settings.overrides())
    settings = settings.with_parameter("Release", release(settings.parameters))
    confirmation = [] if ask else ["--no-confirm-changeset"]
    run_sam("deploy", "--config-env", settings.config, "--region", where.region, *confirmation, *settings.overrides())
    stack = outputs(settings, where)
    url = stack["ApiUrl"]
    if not menu_answers(f"{url}/menu"):
        raise NotReady(f"Deployed, but {url}/menu does not answer with 200. See docs/operations.md#the-api-fails.")
    print(
        f"\n{settings.stack} is open:  {url}/menu\n"
        f"Dashboard:  https://{where.region}.console.aws.amazon.com/cloudwatch/home?region={where.region}"
        f"#dashboards/dashboard/{settings.stack}-{where.region}\n"
        f"Next:  register with POST {url}/users/register, then make that account the first admin:\n"
        f"  python scripts/make_admin.py EMAIL --table {stack['AccountsTableName']} --region {where.region}"
    )
    return 0


def destroy(settings: Settings, where: Account, *, ask: bool) -> int:
    stack = outputs(settings, where)
    kept = [value for name, value in stack.items() if name.endswith("TableName")] + [stack["PasswordPepperSecret"]]
    print(
        f"This deletes the API, the functions, their logs, alarms and queues of {settings.stack}.\n"
        "These stay, with all that is in them (docs/operations.md#after-make-destroy says how they are deleted):\n  "
        + "\n  ".join([*kept, "and the role that lets API Gateway write logs, where this stack made it"])
    )
    if ask and input(f"Type {settings.stack} to go on: ").strip() != settings.stack:
        raise NotReady("Nothing was deleted.")
    run_sam("delete", "--stack-name", settings.stack, "--region", where.region, "--no-prompts")
    print(f"{settings.stack} is gone. Its tables are still there and cost what is stored in them.")
    return 0


def run_sam(*arguments: str) -> None:
    """Raises: CalledProcessError."""
    # The layer's Makefile fetches its wheels with this Python's pip.
    environment = {**os.environ, "SAM_CLI_TELEMETRY": "0", "PYTHON": sys.executable}
    subprocess.run([sam_command(), *arguments], cwd=ROOT, env=environment, check=True)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)

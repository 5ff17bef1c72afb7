"""Deploy the shop: check tools and credentials, build, deploy, and run the smoke test.

    deploy.sh ENV [--yes] [Name=Value ...]           make deploy ENV=prod PARAMETERS='ShopName="My Shop" Currency=CAD'
    deploy.sh destroy ENV                            make destroy ENV=dev

ENV is the name of an environment: dev, prod, or any other. Parameters come from samconfig.toml; those of the variable
PARAMETERS and those given here replace them. Credentials are those of the AWS command line.
"""

import argparse
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence

from scripts.deployment.choices import choose
from scripts.deployment.commands import admin_command, migrate_command, smoke_command
from scripts.deployment.data import check_data
from scripts.deployment.mail import mail_notes
from scripts.deployment.sam import ROOT, parameter_overrides, release, sam_command, sam_environment
from scripts.deployment.settings import NotReady, Settings
from scripts.deployment.stack import Account, account, confirms, describe, find, outputs
from scripts.deployment.stack import answers as menu_answers
from scripts.deployment.state import explain_failure, make_deployable
from scripts.smoke.deployed import smoke_test

# Parameters that a public shop sets, and the consequence of leaving each one out.
LEFT_TO_YOU = {
    "AllowedOrigins": "pages of every origin may call the API",
    "StorefrontUrl": "links in mails lead to shop.example",
    "MailFrom": "SES sends no mail from shop@shop.example",
    "AlarmTopicArn": "alarms notify nobody",
}


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="deploy.sh", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("words", nargs="+", metavar="WORD", help="[destroy] ENV [Name=Value ...]")
    parser.add_argument("--yes", action="store_true", help="do not ask for confirmation; for CI")
    options = parser.parse_intermixed_args(arguments)  # `prod --yes Name=Value` too
    destroying = options.words[0] == "destroy"
    environment, *given = (options.words[1:] if destroying else options.words) or [""]
    run = destroy if destroying else deploy
    try:
        settings = Settings.read(environment, given, os.environ.get("PARAMETERS", ""))
        check_tools()
        where = account(settings)
        print(f"{settings.stack} in {where.region}, account {where.number} ({where.caller})", flush=True)
        return run(settings, where, ask=not options.yes)
    except NotReady as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        print(f"\n{shlex.join(error.cmd[:2])} failed. Its messages are above.", file=sys.stderr)
        return error.returncode


def check_tools() -> None:
    """Raises: NotReady, with everything that is missing."""
    missing = []
    if shutil.which("make") is None:
        missing.append(
            "make: builds the functions (Debian: apt install make; macOS: xcode-select --install; "
            "Windows: winget install ezwinports.make)"
        )
    if os.name == "nt" and shutil.which("sh") is None:
        missing.append("sh: make runs its commands in it (winget install Git.Git, then add its usr\\bin to PATH)")
    if shutil.which(sam_command()) is None:
        missing.append(f"sam: {sam_command()} does not exist; run `make build` once")
    if missing:
        raise NotReady("Missing:\n  " + "\n  ".join(missing))


def deploy(settings: Settings, where: Account, *, ask: bool) -> int:
    """Build and deploy, then use the shop once and print the next steps. With `ask`, sam may ask for confirmation."""
    if ask:
        confirm_new(settings, where)
    make_deployable(settings, where)
    check_data(settings, where)
    chosen = choose(settings, where)
    if settings.environment != "dev":
        for name, consequence in LEFT_TO_YOU.items():
            if name not in settings.parameters and name not in where.parameters:
                print(f"  note: {name} is not set: {consequence}. Set it in samconfig.toml or as {name}=…")
    run_sam("build", "--config-env", settings.section, *parameter_overrides(settings.parameters))
    settings = settings.with_parameter("Release", release(settings.parameters))
    for parameters in chosen:
        deploy_stack(settings.with_defaults(parameters), where, ask=ask and parameters == chosen[0])
        stack = outputs(settings, where)
        if "ApiUrl" not in stack:  # the creation was not confirmed
            raise NotReady("Nothing was deployed.")
    url = stack["ApiUrl"]
    if not menu_answers(f"{url}/menu"):
        raise NotReady(f"Deployed, but {url}/menu does not answer with 200. See docs/operations.md#the-api-fails.")
    for note in mail_notes(describe(settings, where).parameters["MailFrom"], where):
        print(f"  note: {note}.")
    if not smoke_test(settings, where):
        raise NotReady(
            "Deployed, but the smoke test above has failures. To repeat it:  "
            f"{smoke_command(settings.environment)}\nTo undo the deployment, see docs/operations.md#undo."
        )
    print(
        f"\n{settings.stack} is open:  {url}/menu\n{own_domain(stack)}"
        f"Dashboard:  https://{where.region}.console.aws.amazon.com/cloudwatch/home?region={where.region}"
        f"#dashboards/dashboard/{settings.stack}-{where.region}\n"
        f"Next:  register with POST {url}/users/register, then make that account the first admin:\n"
        f"  {admin_command(settings.environment)}\n"
        "After an update:  when the new version has all traffic, bring stored items into its form:\n"
        f"  {migrate_command(settings.environment)}"
    )
    return 0


def own_domain(stack: Mapping[str, str]) -> str:
    """Return a line about the API's own domain, from the stack's outputs, or nothing if it has none."""
    if "DomainUrl" not in stack:
        return ""
    return f"Own domain:  {stack['DomainUrl']}/menu  (needs a record that leads to {stack['DomainTarget']})\n"


def confirm_new(settings: Settings, where: Account) -> None:
    """Ask before a shop is created whose environment is not in samconfig.toml: its name may be a mistake.

    Nobody is asked if there is no terminal. Raises: NotReady if the answer is no.
    """
    if settings.is_configured or find(settings, where) is not None or not sys.stdin.isatty():
        return
    print(
        f"There is no shop {settings.stack} in {where.region} yet. It gets the settings of dev "
        "(docs/operations.md#environments)."
    )
    if not confirms(f"Type {settings.environment} to create it: ", settings.environment):
        raise NotReady("Nothing was deployed.")


def deploy_stack(settings: Settings, where: Account, *, ask: bool) -> None:
    """Run `sam deploy`. Raises: CalledProcessError, after it said what CloudFormation failed at and what to do."""
    confirmation = [] if ask else ["--no-confirm-changeset"]
    place = ["--config-env", settings.section, "--region", where.region, *settings.arguments]
    before = find(settings, where)
    try:
        run_sam("deploy", *place, *confirmation, *parameter_overrides(settings.parameters))
    except subprocess.CalledProcessError:
        print(f"\n{explain_failure(settings, where, before)}", file=sys.stderr)
        raise


def destroy(settings: Settings, where: Account, *, ask: bool) -> int:
    """Delete the stack. Its tables and the pepper stay. With `ask`, its name must be typed first."""
    stack = outputs(settings, where)
    names = [name for name in stack if name.endswith("TableName")] + ["PasswordPepperSecret"]
    kept = [stack[name] for name in names if name in stack]  # a stack whose creation failed has no outputs
    print(
        f"This deletes the API, the functions, their logs, alarms and queues of {settings.stack}.\n"
        "These stay, with their content (docs/operations.md#after-make-destroy explains how to delete them):\n  "
        + "\n  ".join(
            [
                *kept,
                "and the role for API Gateway's logs and the identity of MailFrom in SES, if this stack created them",
            ]
        )
    )
    if ask and not confirms(f"Type {settings.stack} to continue: ", settings.stack):
        raise NotReady("Nothing was deleted.")
    try:
        run_sam("delete", "--stack-name", settings.stack, "--region", where.region, "--no-prompts")
    except subprocess.CalledProcessError:
        print(f"\n{explain_failure(settings, where)}", file=sys.stderr)
        raise
    print(f"{settings.stack} is deleted. Its tables stay, and AWS bills their storage.")
    return 0


def run_sam(*arguments: str) -> None:
    """Run sam in the project's root. Raises: CalledProcessError."""
    subprocess.run([sam_command(), *arguments], cwd=ROOT, env=sam_environment(), check=True)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)

"""Deploy the shop: check tools and credentials, build, deploy, and request the menu.

    deploy.sh dev|prod [--yes] [Name=Value ...]      make deploy ENV=prod PARAMETERS="AllowedOrigins=https://shop.example"
    deploy.sh destroy dev|prod                       make destroy ENV=dev

Parameters come from samconfig.toml; those given here replace them. Credentials are those of the AWS command line.
"""

import argparse
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence

from scripts.deployment.choices import choose
from scripts.deployment.data import check_data
from scripts.deployment.sam import ROOT, release, sam_command, sam_environment
from scripts.deployment.settings import NotReady, Settings
from scripts.deployment.stack import Account, account, outputs
from scripts.deployment.stack import answers as menu_answers

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
    parser.add_argument("words", nargs="+", metavar="[destroy] dev|prod [Name=Value ...]")
    parser.add_argument("--yes", action="store_true", help="do not ask for confirmation; for CI")
    options = parser.parse_args(arguments)
    destroying = options.words[0] == "destroy"
    environment, *given = (options.words[1:] if destroying else options.words) or [""]
    run = destroy if destroying else deploy
    try:
        settings = Settings.read(environment, given)
        check_tools()
        where = account(settings)
        print(f"{settings.stack} in {where.region}, account {where.number} ({where.caller})", flush=True)
        return run(settings, where, ask=not options.yes)
    except NotReady as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        print(
            f"\n{shlex.join(error.cmd[:3])} failed. Its messages are above. "
            "CloudFormation rolls a failed deployment back to the previous one.",
            file=sys.stderr,
        )
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
    """Build and deploy, then request the menu and print the next steps. With `ask`, sam may ask for confirmation."""
    check_data(settings, where)
    chosen = choose(settings, where)
    if settings.environment == "prod":
        for name, consequence in LEFT_TO_YOU.items():
            if name not in settings.parameters and name not in where.parameters:
                print(f"  note: {name} is not set: {consequence}. Set it in samconfig.toml or as {name}=…")
    run_sam("build", "--config-env", settings.config, *settings.overrides())
    settings = settings.with_parameter("Release", release(settings.parameters))
    for parameters in chosen:
        confirmation = [] if ask and parameters == chosen[0] else ["--no-confirm-changeset"]
        overrides = settings.with_defaults(parameters).overrides()
        run_sam("deploy", "--config-env", settings.config, "--region", where.region, *confirmation, *overrides)
    stack = outputs(settings, where)
    url = stack["ApiUrl"]
    if not menu_answers(f"{url}/menu"):
        raise NotReady(f"Deployed, but {url}/menu does not answer with 200. See docs/operations.md#the-api-fails.")
    print(
        f"\n{settings.stack} is open:  {url}/menu\n"
        f"Dashboard:  https://{where.region}.console.aws.amazon.com/cloudwatch/home?region={where.region}"
        f"#dashboards/dashboard/{settings.stack}-{where.region}\n"
        f"Next:  register with POST {url}/users/register, then make that account the first admin:\n"
        f"  {admin_command(settings.environment)}\n"
        "After an update:  when the new version has all traffic, bring stored items into its form:\n"
        f"  {migrate_command(settings.environment)}"
    )
    return 0


def admin_command(environment: str, system: str = os.name) -> str:
    """Return the command that makes an account of the deployed shop an admin, for this operating system."""
    return f"deploy.bat admin {environment} EMAIL" if system == "nt" else f"make admin ENV={environment} EMAIL=…"


def migrate_command(environment: str, system: str = os.name) -> str:
    """Return the command that migrates the items of the deployed shop, for this operating system."""
    return f"deploy.bat migrate {environment}" if system == "nt" else f"make migrate ENV={environment}"


def destroy(settings: Settings, where: Account, *, ask: bool) -> int:
    """Delete the stack. Its tables and the pepper stay. With `ask`, its name must be typed first."""
    stack = outputs(settings, where)
    kept = [value for name, value in stack.items() if name.endswith("TableName")] + [stack["PasswordPepperSecret"]]
    print(
        f"This deletes the API, the functions, their logs, alarms and queues of {settings.stack}.\n"
        "These stay, with their content (docs/operations.md#after-make-destroy explains how to delete them):\n  "
        + "\n  ".join([*kept, "and the role that lets API Gateway write logs, if this stack created it"])
    )
    if ask and input(f"Type {settings.stack} to continue: ").strip() != settings.stack:
        raise NotReady("Nothing was deleted.")
    run_sam("delete", "--stack-name", settings.stack, "--region", where.region, "--no-prompts")
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

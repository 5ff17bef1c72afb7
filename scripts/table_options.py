"""The command-line options for the shop to work on: the local one, or a deployed one."""

import argparse
import os
import sys

from local.errors import LocalError
from local.options import add_shared_options, read_shared_options
from scripts.deployment.settings import NotReady, Settings, check_name
from scripts.deployment.stack import Stack, account, describe
from scripts.tables import TABLES

# The functions' code would use these beside the keys that are set here, or instead of them. Containers and CloudShell
# have the first one.
_OF_THE_MACHINE = ("AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_SESSION_TOKEN")


def add_table_options(parser: argparse.ArgumentParser, output: str) -> None:
    """Add the options to a parser. `output` is the stack's output with the table's name."""
    shop = parser.add_mutually_exclusive_group()
    shop.add_argument("--env", type=environment_name, help="the deployed shop of this environment, for example prod")
    shop.add_argument("--table", help=f"a deployed table by its name (the stack's output {output})")
    parser.add_argument("--region", help="the region of the deployed shop (default: the one in your AWS settings)")
    parser.set_defaults(output=output)
    add_shared_options(parser)


def environment_name(name: str) -> str:
    """Return the name, as the type of an option. Raises: ArgumentTypeError if no environment can have it."""
    try:
        return check_name(name)
    except NotReady as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def use_table(options: argparse.Namespace, variable: str, function: str) -> None:
    """Set this process's environment as the function has it, with the table's name in `variable`.

    For a deployed shop, these are the variables of all tables, the time zone, the currency, the payment provider and
    AWS, and no others.

    Raises: LocalError if no local stack is running, or there is no such deployed shop, or there are no AWS credentials
    or no region.
    """
    if options.env:
        variables = _shop(options)
    elif options.table:
        variables = {variable: options.table, **_aws(options.region)}
    else:
        # Imported here, because it needs the packages of the local stack.
        from local.lambdas.environment import command_environment

        variables = command_environment(read_shared_options(options), function)
    for name in _OF_THE_MACHINE:
        os.environ.pop(name, None)
    os.environ.update(variables)


def _shop(options: argparse.Namespace) -> dict[str, str]:
    """Return the variables for the shop of an environment. Raises: LocalError."""
    try:
        settings = Settings.read(options.env, [])
        where = account(settings, options.region)
        stack = describe(settings, where)
    except NotReady as error:
        raise LocalError(str(error)) from None
    print(f"{settings.stack} in {where.region}, account {where.number} ({where.caller})", file=sys.stderr)
    if options.output not in stack.outputs:
        raise LocalError(f"{settings.stack} is an earlier version without {options.output}. Deploy this one first.")
    return {
        **{table.variable: stack.outputs[table.output] for table in TABLES if table.output in stack.outputs},
        "SHOP_TIME_ZONE": stack.parameters["TimeZone"],
        "SHOP_CURRENCY": stack.parameters["Currency"],
        **_payments(stack),
        **_aws(where.region),
    }


def _payments(stack: Stack) -> dict[str, str]:
    """Return the variables for calls to the payment provider; none for a stack of a version without payments."""
    if "PaymentProvider" not in stack.parameters:
        return {}
    return {
        "PAYMENT_PROVIDER": stack.parameters["PaymentProvider"],
        "PAYMENT_ENDPOINT": stack.parameters["PaymentEndpoint"],
        "PAYMENT_KEY_SECRET": stack.outputs["PaymentKeySecret"],
    }


def _aws(region: str | None) -> dict[str, str]:
    """Return the variables for calls of DynamoDB.

    The SDK finds credentials in profiles and single sign-on too. Functions read them from the environment only.
    """
    import boto3

    # boto3 reads AWS_DEFAULT_REGION only. Other AWS tools read AWS_REGION too.
    session = boto3.Session(region_name=region or os.environ.get("AWS_REGION"))
    credentials = session.get_credentials()
    if credentials is None:
        raise LocalError("There are no AWS credentials. Log in (aws sso login), or set AWS_PROFILE.")
    if session.region_name is None:
        raise LocalError("There is no region. Give the table's: --region REGION (make: REGION=…).")
    found = credentials.get_frozen_credentials()
    token = {"AWS_SESSION_TOKEN": found.token} if found.token else {}
    return {
        "AWS_REGION": session.region_name,
        "AWS_ENDPOINT_URL_DYNAMODB": session.client("dynamodb").meta.endpoint_url,
        "AWS_ACCESS_KEY_ID": str(found.access_key),
        "AWS_SECRET_ACCESS_KEY": str(found.secret_key),
        **token,
    }

"""The command-line options for the shop to work on: the local one, or a deployed one by the name of its table."""

import argparse
import os

from local.errors import LocalError
from local.lambdas.environment import command_environment
from local.options import add_shared_options, read_shared_options


def add_table_options(parser: argparse.ArgumentParser, output: str) -> None:
    """Add the options to a parser. `output` is the stack's output with the table's name."""
    parser.add_argument("--table", help=f"the deployed table (the stack's output {output})")
    parser.add_argument("--region", help="its region (default: the one in your AWS settings)")
    add_shared_options(parser)


def use_table(options: argparse.Namespace, variable: str, function: str) -> None:
    """Set this process's environment as the function has it, with the table's name in `variable`.

    Raises: LocalError if no local stack is running, or there are no AWS credentials or no region.
    """
    if options.table:
        os.environ.update(_deployed(options, variable))
    else:
        os.environ.update(command_environment(read_shared_options(options), function))


def _deployed(options: argparse.Namespace, variable: str) -> dict[str, str]:
    """Return the variables for a deployed table.

    The SDK finds credentials in profiles and single sign-on too. Functions read them from the environment only.
    """
    import boto3

    session = boto3.Session(region_name=options.region)
    credentials = session.get_credentials()
    if credentials is None:
        raise LocalError("There are no AWS credentials. Log in (aws sso login), or set AWS_PROFILE.")
    if session.region_name is None:
        raise LocalError("There is no region. Give the table's: --region REGION (make: REGION=…).")
    found = credentials.get_frozen_credentials()
    token = {"AWS_SESSION_TOKEN": found.token} if found.token else {}
    return {
        variable: options.table,
        "AWS_REGION": session.region_name,
        "AWS_ENDPOINT_URL_DYNAMODB": session.client("dynamodb").meta.endpoint_url,
        "AWS_ACCESS_KEY_ID": str(found.access_key),
        "AWS_SECRET_ACCESS_KEY": str(found.secret_key),
        **token,
    }

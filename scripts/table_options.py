"""Which shop a script works on: the one that runs on this machine, or a deployed one by the name of its table."""

import argparse
import os

from local.errors import LocalError
from local.lambdas.environment import Surroundings, lambda_environment
from local.options import add_shared_options, read_shared_options
from local.template import read_template


def add_table_options(parser: argparse.ArgumentParser, output: str) -> None:
    """`output`: the stack's output that has the table's name."""
    parser.add_argument("--table", help=f"the deployed table (the stack's output {output})")
    parser.add_argument("--region", help="its region (else that of your AWS settings)")
    add_shared_options(parser)


def use_table(options: argparse.Namespace, variable: str, function: str) -> None:
    """Have this process's environment lead to the table, as that of `function` does. `variable` holds its name.

    Raises: LocalError where no stack runs on this machine, or nothing says who asks AWS, and where.
    """
    os.environ.update(_deployed(options, variable) if options.table else _local(options, function))


def _deployed(options: argparse.Namespace, variable: str) -> dict[str, str]:
    """The SDK finds credentials wherever they are (profiles, single sign-on); functions know the environment's only."""
    import boto3  # noqa: PLC0415

    session = boto3.Session(region_name=options.region)
    credentials = session.get_credentials()
    if credentials is None:
        raise LocalError("There are no AWS credentials. Log in (aws sso login), or set AWS_PROFILE.")
    if session.region_name is None:
        raise LocalError("Say where the table is: --region REGION.")
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


def _local(options: argparse.Namespace, function: str) -> dict[str, str]:
    """What the function has in the stack on this machine."""
    shared = read_shared_options(options)
    template = read_template(shared.template, shared.parameters)
    declared = template.functions[function]
    return lambda_environment(declared, template.environment(declared), Surroundings.read(shared.data))

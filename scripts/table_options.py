"""Which shop a script works on: the one that runs on this machine, or a deployed one by the name of its table."""

import argparse
import os

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

    Raises: LocalError where no stack runs on this machine.
    """
    os.environ.update(_deployed(options, variable) if options.table else _local(options, function))


def _deployed(options: argparse.Namespace, variable: str) -> dict[str, str]:
    region = {"AWS_DEFAULT_REGION": options.region} if options.region else {}
    return {variable: options.table, **region}


def _local(options: argparse.Namespace, function: str) -> dict[str, str]:
    """What the function has in the stack on this machine."""
    shared = read_shared_options(options)
    template = read_template(shared.template, shared.parameters)
    declared = template.functions[function]
    return lambda_environment(declared, template.environment(declared), Surroundings.read(shared.data))

"""Close a deployed shop, so that nobody writes into it, and open it again.

Close:      make close ENV=prod     (callers get 429; waiting mail is sent, and accepted orders are counted)
Open:       make open ENV=prod

It sets the rate limits of the API's stage to 0. A variable of the stage keeps the limits until the shop opens.
"""

import argparse
import sys
from collections.abc import Mapping
from typing import Any

from scripts.deployment.settings import NotReady, Settings
from scripts.deployment.stack import account, describe
from scripts.table_options import environment_name

STAGE = "v1"
_KEPT = "closedLimits"

Limits = Mapping[str, tuple[str, str]]
"""Rate and burst by the path of a method, such as `*/*`."""


def main(arguments: list[str] | None = None) -> int:
    from botocore.exceptions import BotoCoreError, ClientError

    options = _parser().parse_args(arguments)
    try:
        return _run(options)
    except NotReady as error:
        print(error, file=sys.stderr)
    except (BotoCoreError, ClientError) as error:
        print(f"AWS did not do this: {error}\nRun the same command again.", file=sys.stderr)
    return 1


def _run(options: argparse.Namespace) -> int:
    import boto3

    settings = Settings.read(options.env, [])
    where = account(settings, options.region)
    api = describe(settings, where).outputs["ApiId"]
    client: Any = boto3.client("apigateway", region_name=where.region)
    if options.action == "close":
        close(client, api)
        print(f"{settings.stack} is closed. Open it with: make open ENV={options.env}")
    else:
        reopen(client, api)
        print(f"{settings.stack} is open.")
    return 0


def close(client: Any, api: str) -> None:
    """Set all rate limits to 0. If the shop is closed already, nothing changes."""
    stage = client.get_stage(restApiId=api, stageName=STAGE)
    if _KEPT in stage.get("variables", {}):
        return
    limits = {
        path: (f"{method['throttlingRateLimit']:g}", str(method["throttlingBurstLimit"]))
        for path, method in stage["methodSettings"].items()
    }
    kept = {"op": "replace", "path": f"/variables/{_KEPT}", "value": _packed(limits)}
    client.update_stage(
        restApiId=api, stageName=STAGE, patchOperations=[kept, *_changes(dict.fromkeys(limits, ("0", "0")))]
    )


def reopen(client: Any, api: str) -> None:
    """Set the rate limits that the shop had when it was closed. If it is open, nothing changes.

    Raises: NotReady if it is closed without the variable, which somebody has deleted.
    """
    stage = client.get_stage(restApiId=api, stageName=STAGE)
    kept = stage.get("variables", {}).get(_KEPT)
    if kept is None:
        if not all(method["throttlingRateLimit"] for method in stage["methodSettings"].values()):
            raise NotReady(
                f"The shop is still closed: limits of the stage {STAGE} are 0, and its variable {_KEPT} is gone. Set "
                "the limits in the console of API Gateway, as MethodSettings in template.yaml names them."
            )
        return
    removed = {"op": "remove", "path": f"/variables/{_KEPT}"}
    client.update_stage(restApiId=api, stageName=STAGE, patchOperations=[*_changes(_unpacked(kept)), removed])


def _changes(limits: Limits) -> list[dict[str, str]]:
    return [
        {"op": "replace", "path": f"/{path}/throttling/{name}", "value": value}
        for path, (rate, burst) in limits.items()
        for name, value in (("rateLimit", rate), ("burstLimit", burst))
    ]


def _packed(limits: Limits) -> str:
    """Return the limits as a stage variable. Its value may have `~ / = : ,` but no asterisk."""
    return ",".join(f"{path.replace('*', 'any')}={rate}:{burst}" for path, (rate, burst) in limits.items())


def _unpacked(text: str) -> Limits:
    limits = {}
    for entry in text.split(","):
        path, _, numbers = entry.partition("=")
        rate, _, burst = numbers.partition(":")
        limits[path.replace("any", "*")] = (rate, burst)
    return limits


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=("close", "open"))
    parser.add_argument("--env", type=environment_name, required=True, help="the environment, for example prod")
    parser.add_argument("--region", help="the region of the shop (default: the one in your AWS settings)")
    return parser


if __name__ == "__main__":
    sys.exit(main())

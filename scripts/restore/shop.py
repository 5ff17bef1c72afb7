"""The deployed shop that is restored: its tables, and the names of the restored ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from scripts.deployment.settings import NotReady, Settings
from scripts.deployment.stack import account, describe
from scripts.restore.items import scan
from scripts.tables import ACCOUNTS, ANALYTICS, CATALOG, ERASURE, ERASURES, ORDERS

RESTORABLE = {"catalog": CATALOG, "accounts": ACCOUNTS, "analytics": ANALYTICS, "orders": ORDERS}
"""The tables that a restore takes back. The list of erasures is never among them."""


@dataclass(frozen=True)
class Shop:
    """`tables`: the names of the live tables that are to be restored, by catalog, accounts, analytics and orders."""

    stack: str
    environment: str
    tables: Mapping[str, str]
    erasures: str
    client: Any

    @classmethod
    def find(cls, environment: str, region: str | None, chosen: list[str]) -> "Shop":
        """Return the shop of an environment. Raises: NotReady if it is not deployed, or by an earlier version."""
        import boto3

        settings = Settings.read(environment, [])
        where = account(settings, region)
        print(f"{settings.stack} in {where.region}, account {where.number} ({where.caller})", flush=True)
        outputs = describe(settings, where).outputs
        needed = {"list of erasures": ERASURES, **{f"table {name}": RESTORABLE[name] for name in chosen}}
        for what, table in needed.items():
            if table.output not in outputs:
                raise NotReady(
                    f"This shop has no {what} yet: its version is older than this command. Deploy first "
                    f"(make deploy ENV={environment}), then restore."
                )
        return cls(
            settings.stack,
            environment,
            {name: outputs[RESTORABLE[name].output] for name in chosen},
            outputs[ERASURES.output],
            boto3.client("dynamodb", region_name=where.region),
        )

    def restored(self, moment: datetime, *, drill: bool) -> dict[str, str]:
        """Return the names of the restored tables. They tell the moment, so that a repeated command finds them."""
        label = f"{'drill' if drill else 'restored'}-{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        return {name: f"{self.stack}-{label}-{name}" for name in self.tables}

    def erased(self) -> frozenset[str]:
        """Return the ids of the users on the list of erasures. 1 RCU per 4 KB."""
        rows = scan(self.client, self.erasures)
        return frozenset(row["pk"]["S"].removeprefix("USER#") for row in rows if row["sk"]["S"] == ERASURE)

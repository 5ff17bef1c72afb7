"""The grants that the role of each function has, and no others."""

from harness.shop.kinds import ENTRIES, HELD_BY, PARTITION
from scripts.template.roles import Grant

TABLE = "CatalogTable"
INDEX = "CatalogTable/index/by-name"
ACCOUNTS = "AccountsTable"
ANALYTICS = "AnalyticsTable"
ORDERS = "OrdersTable"
CHANGES = ("PutItem", "DeleteItem", "UpdateItem", "ConditionCheckItem")

# The items of the users function. It only adds mail, and erases it with the account.
ACCOUNT_KEYS = ("ADMINS", "EMAIL#*", "LIMIT#*", "MAILBOX#*", "TOKEN#*", "USER#*")
COUNTERS = ("HOUR#*", "DAY#*", "MONTH", "YEAR", "PRODUCTS#*")
SES = "arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:"


def catalog(kind: str) -> set[Grant]:
    """Return the grants of the function of a kind: those of all kinds, for its references, and `MORE_OF_KIND`.

    Each keeps its own partition and those under `<own>#`, and lists by name. It counts the references to the kind that
    it holds, and finds the items that hold its own.
    """
    own, actions = PARTITION[kind], ("GetItem", "PutItem", "UpdateItem", "DeleteItem")
    return {
        *((f"dynamodb:{action}", TABLE, key) for action in actions for key in (own, f"{own}#*")),
        ("dynamodb:Query", INDEX, own),
        secret("CursorKey"),
        *(("dynamodb:UpdateItem", TABLE, PARTITION[held.kind]) for held in [ENTRIES[kind].holds] if held),
        *(("dynamodb:Query", TABLE, PARTITION[holder]) for holder in HELD_BY[kind]),
        *MORE_OF_KIND.get(kind, ()),
    }


def logs_and_traces(function: str) -> set[Grant]:
    group = function.removesuffix("Function") + "LogGroup"
    return {
        *((f"logs:{action}", group, None) for action in ("CreateLogStream", "PutLogEvents")),
        *((f"xray:{action}", "*", None) for action in ("PutTraceSegments", "PutTelemetryRecords")),
    }


def stream(table: str) -> set[Grant]:
    """Return the grants that Lambda needs to read a table's stream."""
    actions = ("DescribeStream", "GetRecords", "GetShardIterator", "ListStreams")
    return {(f"dynamodb:{action}", f"{table}/stream/*", None) for action in actions}


def secret(name: str) -> Grant:
    return ("secretsmanager:GetSecretValue", name, None)


READ_CATALOGUE: list[Grant] = [
    ("dynamodb:Query", TABLE, kind) for kind in ("CATEGORY", "PRODUCT", "CUSTOMIZATION", "ADDON")
]
# What routes of their own need: the products of a category, the order of categories, and the menu.
MORE_OF_KIND: dict[str, list[Grant]] = {
    "products": [
        ("dynamodb:GetItem", TABLE, "CATEGORY"),
        *(("dynamodb:BatchGetItem", TABLE, key) for key in ("PRODUCT", "PRODUCT#REQUEST#*")),
    ],
    "categories": [
        *READ_CATALOGUE,
        *((f"dynamodb:{action}", TABLE, "MENU") for action in ("GetItem", "BatchGetItem", "PutItem", "UpdateItem")),
    ],
}
# What orders and their cancellations write besides the orders table.
OF_CHANGED_ORDERS: set[Grant] = {
    ("dynamodb:UpdateItem", TABLE, "PRODUCT"),
    ("dynamodb:PutItem", ACCOUNTS, "OUTBOX#*"),
    *(("dynamodb:PutItem", ANALYTICS, key) for key in ("EVENT#*", "ORDER#*", "INTAKE#*")),
}

# What payments without a caller read and write, and the provider's key.
OF_PAYMENTS: set[Grant] = {
    *(("dynamodb:GetItem", ORDERS, key) for key in ("COMMAND#*", "STORE")),
    ("dynamodb:Query", ORDERS, "ORDER#*"),
    *(("dynamodb:DeleteItem", ORDERS, key) for key in ("COMMAND#*", "USER#*")),
    *(("dynamodb:PutItem", ORDERS, key) for key in ("ORDER#*", "COMMAND#*", "TRACK#*")),
    *(("dynamodb:UpdateItem", ORDERS, key) for key in ("ORDER#*", "COMMAND#*", "SLOT#*")),
    *OF_CHANGED_ORDERS,
    secret("PaymentKey"),
}

EXPECTED: dict[str, set[Grant]] = {
    "AuthorizerFunction": {secret("SigningKey"), ("dynamodb:BatchGetItem", ACCOUNTS, "USER#*")},
    "UsersFunction": {
        *(
            (f"dynamodb:{action}", ACCOUNTS, key)
            for action in ("GetItem", "BatchGetItem", *CHANGES)
            for key in ACCOUNT_KEYS
        ),
        ("dynamodb:PutItem", ACCOUNTS, "OUTBOX#*"),
        ("dynamodb:DeleteItem", ACCOUNTS, "OUTBOX#*"),
        ("dynamodb:Query", ACCOUNTS, "USER#*"),
        ("dynamodb:PutItem", "ErasuresTable", "USER#*"),
        ("dynamodb:Query", f"{ORDERS}/index/by-customer", "CUSTOMER#*"),
        *((f"dynamodb:{action}", ORDERS, key) for action in ("Query", "DeleteItem") for key in ("ORDER#*", "USER#*")),
        *((f"dynamodb:{action}", ORDERS, "ORDER#*") for action in ("BatchGetItem", "UpdateItem")),
        *(("dynamodb:Query", "AccountsTable/index/users-by-created", key) for key in ("USER", "MAIL#*")),
        secret("PasswordPepper"),
        secret("SigningKey"),
        secret("CursorKey"),
        secret("MailTokenKey"),
    },
    "MailerFunction": {
        *stream(ACCOUNTS),
        secret("MailTokenKey"),
        ("ses:SendEmail", SES + "identity/*", None),
        ("ses:SendEmail", SES + "configuration-set/*", None),
        ("sqs:SendMessage", "MailDeadLetters", None),
    },
    "AnalyticsFunction": {
        *(("dynamodb:PutItem", ANALYTICS, key) for key in ("EVENT#*", "ORDER#*", "INTAKE#*")),
        *(("dynamodb:Query", ANALYTICS, key) for key in COUNTERS),
    },
    "AggregatorFunction": {
        *stream(ANALYTICS),
        *(("dynamodb:UpdateItem", ANALYTICS, key) for key in ("INTAKE#*", *COUNTERS)),
        ("sqs:SendMessage", "AnalyticsDeadLetters", None),
    },
    "OrdersFunction": {
        *(("dynamodb:BatchGetItem", TABLE, key) for key in ("PRODUCT", "CUSTOMIZATION", "ADDON")),
        *(
            (f"dynamodb:{action}", ORDERS, key)
            for action in ("GetItem", "BatchGetItem")
            for key in ("STORE", "USER#*", "TRACK#*")
        ),
        *(("dynamodb:Query", ORDERS, key) for key in ("ORDER#*", "SLOT#*")),
        *(
            ("dynamodb:Query", f"OrdersTable/index/{index}", key)
            for index in ("by-day", "by-customer", "queue")
            for key in ("DAY#*", "CUSTOMER#*", "QUEUE")
        ),
        *(("dynamodb:PutItem", ORDERS, key) for key in ("COMMAND#*", "ORDER#*", "TRACK#*", "USER#*")),
        ("dynamodb:DeleteItem", ORDERS, "COMMAND#*"),
        *(("dynamodb:UpdateItem", ORDERS, key) for key in ("MAILBOX#*", "NUMBER#*", "ORDER#*", "SLOT#*", "USER#*")),
        ("dynamodb:BatchGetItem", ACCOUNTS, "USER#*"),
        ("dynamodb:ConditionCheckItem", ACCOUNTS, "USER#*"),
        *OF_CHANGED_ORDERS,
        secret("MailTokenKey"),
        secret("CursorKey"),
    },
    "SweeperFunction": {
        ("dynamodb:Query", "OrdersTable/index/due", "DUE"),
        *((f"dynamodb:{action}", ORDERS, "ORDER#*") for action in ("Query", "PutItem", "UpdateItem")),
        *((f"dynamodb:{action}", ORDERS, "COMMAND#*") for action in ("PutItem", "DeleteItem")),
        ("dynamodb:UpdateItem", ORDERS, "SLOT#*"),
        *OF_CHANGED_ORDERS,
    },
    "PaymentsFunction": {
        ("dynamodb:GetItem", ORDERS, "STORE"),
        ("dynamodb:Query", ORDERS, "ORDER#*"),
        *(("dynamodb:PutItem", ORDERS, key) for key in ("ORDER#*", "COMMAND#*", "TRACK#*")),
        *(("dynamodb:UpdateItem", ORDERS, key) for key in ("ORDER#*", "SLOT#*")),
        *(("dynamodb:DeleteItem", ORDERS, key) for key in ("COMMAND#*", "USER#*")),
        *OF_CHANGED_ORDERS,
        secret("PaymentKey"),
        secret("PaymentWebhookKey"),
    },
    "PaymentsWorkerFunction": {
        *stream(ORDERS),
        *OF_PAYMENTS,
        ("sqs:SendMessage", "PaymentsDeadLetters", None),
    },
    "PaymentsSweeperFunction": {
        ("dynamodb:Query", "OrdersTable/index/due", "DUE#PAYMENTS"),
        *OF_PAYMENTS,
        *(("dynamodb:UpdateItem", ORDERS, key) for key in ("MAILBOX#*", "USER#*")),
    },
    "StoreFunction": {
        *((f"dynamodb:{action}", ORDERS, "STORE") for action in ("GetItem", "UpdateItem", "Query")),
        ("dynamodb:Query", ORDERS, "SLOT#*"),
        ("dynamodb:Query", TABLE, "PRODUCT"),
    },
    "HealthFunction": {("dynamodb:GetItem", TABLE, "HEALTH")},
    "MenuBuilderFunction": {
        *stream(TABLE),
        *READ_CATALOGUE,
        *((f"dynamodb:{action}", TABLE, "MENU") for action in ("GetItem", "PutItem", "UpdateItem")),
    },
    **{f"{entry.function.capitalize()}Function": catalog(kind) for kind, entry in ENTRIES.items()},
}

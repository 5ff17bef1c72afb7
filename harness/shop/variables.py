"""The environment variables of the functions, with values for tests."""

import os
import uuid

ENVIRONMENT = {
    "ACCOUNTS_TABLE": "accounts",
    "CLIENT_IP_LIMIT": "100",
    "ALLOWED_ORIGINS": "https://shop.example,https://admin.shop.example",
    "ANALYTICS_TABLE": "analytics",
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "us-east-1",
    "BASE_PATH": "",
    "BCRYPT_COST": "4",
    "CURSOR_KEY_SECRET": "cursor-key",
    "ERASURES_TABLE": "erasures",
    "MAIL_FROM": "shop@shop.example",
    "MAIL_TOKEN_KEY_SECRET": "mail-token-key",
    "ORDER_RETENTION_YEARS": "10",
    "ORDERS_TABLE": "orders",
    "PASSWORD_PEPPER_SECRET": "password-pepper",
    "PAYMENT_ENDPOINT": "",
    "PAYMENT_KEY_SECRET": "payment-key",
    "PAYMENT_PROVIDER": "none",
    "PAYMENT_PUBLISHABLE_KEY": "pk_test_shop",
    "PAYMENT_WEBHOOK_KEY_SECRET": "payment-webhook-key",
    "POWERTOOLS_LOG_LEVEL": "INFO",
    "POWERTOOLS_METRICS_NAMESPACE": "Bodega",
    "POWERTOOLS_SERVICE_NAME": "test",
    "RELEASE": "9f86d081884c7d65",
    "SHOP_CURRENCY": "CAD",
    "SHOP_NAME": "Test Shop",
    "SHOP_TIME_ZONE": "America/Toronto",
    "SIGNING_KEY_SECRET": "signing-key",
    "STOREFRONT_URL": "https://shop.example",
    "TOKEN_AUDIENCE": "bodega-api",
    "TOKEN_ISSUER": "bodega",
}

_SECRETS = (
    "CURSOR_KEY_SECRET",
    "MAIL_TOKEN_KEY_SECRET",
    "PASSWORD_PEPPER_SECRET",
    "PAYMENT_KEY_SECRET",
    "PAYMENT_WEBHOOK_KEY_SECRET",
    "SIGNING_KEY_SECRET",
)


def made_up_secrets() -> dict[str, str]:
    """Return a random value for each secret that functions read, by the secret's name."""
    return {ENVIRONMENT[name]: uuid.uuid4().hex * 2 for name in _SECRETS}


def set_environment() -> None:
    """Set these variables, and remove the machine's own AWS settings."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]
    os.environ.update(ENVIRONMENT)

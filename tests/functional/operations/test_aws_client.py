"""The functions call AWS with the client of the run, in this process and in others."""

import os

from bodega import secret_values
from bodega.aws import Client
from bodega.aws.boto3_client import Boto3Client
from bodega.dynamodb import calls
from harness.shop.client import Shop
from harness.shop.functions import load_app


def test_every_service_has_the_client_of_the_run(shop: Shop) -> None:
    load_app("mailer")
    from mailer import service

    kind = {"builtin": Client, "boto3": Boto3Client}[os.environ["AWS_CLIENT"]]
    assert [type(client) for client in (calls.client(), secret_values._client, service._ses)] == [kind] * 3

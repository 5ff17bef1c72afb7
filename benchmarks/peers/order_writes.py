"""The writes of the bare handler's transaction: the items that the shop stores for an order."""

import hashlib
import json
import os
import time
import uuid
from datetime import UTC, datetime

from bare import to_attribute
from order_documents import CURRENCY, text

CATALOG, ORDERS, ACCOUNTS, ANALYTICS = (
    os.environ[f"{name}_TABLE"] for name in ("CATALOG", "ORDERS", "ACCOUNTS", "ANALYTICS")
)
DAY = 24 * 60 * 60


def order_writes(head, lines, person, user_id):
    order_id, placed_at = head["id"], head["placedAt"]
    index = {
        "dayPk": f"DAY#{head['day']}",
        "daySk": f"{placed_at}#{order_id}",
        "queuePk": "QUEUE",
        "queueSk": f"{head['dueFrom']}#{head['number']}#{order_id}",
        "customerPk": f"CUSTOMER#{user_id}",
        "customerSk": f"{placed_at}#{order_id}",
        "duePk": "DUE",
        "dueSk": f"{head['acceptBy']}#{order_id}",
    }
    entry = {
        "from": None,
        "to": head["status"],
        "at": placed_at,
        "actor": {"role": head["placedBy"]},
        "expiresAt": head["expiresAt"],
    }
    partition = f"ORDER#{order_id}"
    return [
        put(ORDERS, partition, "ORDER", head | index),
        put(ORDERS, partition, "LINES", lines),
        put(ORDERS, partition, "PERSON", person),
        put(ORDERS, partition, f"HISTORY#{placed_at}#{uuid.uuid4().hex}", entry),
    ]


def request_write(body, document, user_id, scope):
    record = {
        "bodyHash": hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest(),
        "answer": document,
        "expiresAt": int(time.time()) + DAY,
        "orderId": document["id"],
    }
    return put(ORDERS, f"USER#{user_id}", f"REQUEST#{scope}", record)


def account_check(user_id):
    return {
        "ConditionCheck": {
            "TableName": ACCOUNTS,
            "Key": key_of(f"USER#{user_id}", "PROFILE"),
            "ConditionExpression": "attribute_exists(pk) AND #role <> :leaving",
            "ExpressionAttributeNames": {"#role": "role"},
            "ExpressionAttributeValues": {":leaving": {"S": "leaving"}},
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        }
    }


def stock_writes(taken, items):
    return [
        {
            "Update": {
                "TableName": CATALOG,
                "Key": key_of("PRODUCT", each["productId"]),
                "UpdateExpression": "SET updatedAt = :now ADD quantity :taken, version :one",
                "ConditionExpression": "quantity >= :pieces AND inStock = :yes AND price = :price",
                "ExpressionAttributeValues": {
                    ":now": {"S": text(datetime.now(UTC))},
                    ":taken": to_attribute(-each["quantity"]),
                    ":one": {"N": "1"},
                    ":pieces": to_attribute(each["quantity"]),
                    ":yes": {"BOOL": True},
                    ":price": to_attribute(items[each["productId"]]["price"]),
                },
                "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
            }
        }
        for each in taken
    ]


def event_writes(head, lines):
    order_id, placed_at = head["id"], head["placedAt"]
    sold = [
        {"productId": line["productId"], "name": line["name"], "quantity": line["quantity"], "amount": line["net"]}
        for line in lines
    ]
    total = sum(line["amount"] for line in sold)
    event = {
        "eventId": f"{order_id}:placed",
        "type": "order.placed",
        "orderId": order_id,
        "occurredAt": placed_at,
        "total": total,
        "items": sold,
    }
    intake = f"int_{uuid.uuid4().hex}"
    stored = {
        "events": [event],
        "currency": CURRENCY,
        "createdAt": placed_at,
        "expiresAt": int(time.time()) + 400 * DAY,
    }
    return [
        put(ANALYTICS, f"EVENT#{event['eventId']}", "EVENT", {"intake": intake}),
        put(ANALYTICS, f"ORDER#{order_id}", f"order.placed#{placed_at}#{total}", {"intake": intake}),
        put(ANALYTICS, f"INTAKE#{intake}", "EVENTS", stored),
    ]


def mail_writes(head, person, user_id, token):
    lines = [{"quantity": line["quantity"], "name": line["name"]} for line in head["ticket"]]
    mail = {
        "listPk": f"MAIL#{user_id}",
        "listSk": head["placedAt"],
        "template": "order-received",
        "to": person["email"],
        "createdAt": head["placedAt"],
        "expiresAt": int(time.time()) + 7 * DAY,
        "parameters": {
            "number": head["number"],
            "fulfilment": head["fulfilment"]["type"],
            "dueFrom": head["dueFrom"],
            "dueTo": head["dueTo"],
            "total": head["totals"]["total"],
            "currency": CURRENCY,
            "lines": lines,
            "moreLines": 0,
            "firstName": person["name"],
        },
        "token": person["token"],
    }
    track = {"orderId": head["id"], "expiresAt": int(time.time()) + 30 * DAY}
    return [
        put(ACCOUNTS, f"OUTBOX#{uuid.uuid4().hex}", "MAIL", mail),
        put(ORDERS, f"TRACK#{hashlib.sha256(token.encode()).hexdigest()}", "TRACK", track),
    ]


def put(table, pk, sk, fields):
    item = {"pk": pk, "sk": sk, **fields}
    return {
        "Put": {
            "TableName": table,
            "Item": {name: to_attribute(value) for name, value in item.items()},
            "ConditionExpression": "attribute_not_exists(pk)",
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        }
    }


def key_of(pk, sk):
    return {"pk": {"S": pk}, "sk": {"S": sk}}

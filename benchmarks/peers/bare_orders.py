"""The reference for orders: the same calls with the same items by hand, and none of the shop's rules.

It prices the cart, and checks neither the body nor choices, stock, opening hours and repeated requests.
"""

import hashlib
import json
import os
import secrets
import time
import uuid
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bare import answer, dynamodb, from_attribute, to_attribute
from order_documents import order_document, quote_document, text
from order_writes import (
    ACCOUNTS,
    CATALOG,
    CURRENCY,
    DAY,
    ORDERS,
    account_check,
    event_writes,
    key_of,
    mail_writes,
    order_writes,
    request_write,
    stock_writes,
)

ZONE = ZoneInfo(os.environ["SHOP_TIME_ZONE"])
YEARS = int(os.environ["ORDER_RETENTION_YEARS"])
RATE_UNIT = 100_000


def handler(event, context):
    body = json.loads(event["body"])
    if event["path"].endswith("/quote"):
        return answer(200, quote_document(body, *priced(body, read(body))))
    user_id = event["requestContext"]["authorizer"]["userId"]
    key = event["headers"]["Idempotency-Key"]
    return answer(201, place(body, user_id, hashlib.sha256(f"{user_id} {key}".encode()).hexdigest()))


def read(body, user_id=None, scope=None):
    """Return the items that the cart names and the settings, by sort key; the profile too for an order."""
    selections = [selection for line in body["lines"] for selection in line.get("selections", ())]
    catalog = [
        *(("PRODUCT", line["productId"]) for line in body["lines"]),
        *(("CUSTOMIZATION", selection["customizationId"]) for selection in selections),
        *(("ADDON", addon["addonId"]) for selection in selections for addon in selection["addons"]),
    ]
    wanted = {CATALOG: catalog, ORDERS: [("STORE", "SETTINGS"), ("STORE", "PAUSE")]}
    if user_id:
        wanted[ORDERS].append((f"USER#{user_id}", f"REQUEST#{scope}"))
        wanted[ACCOUNTS] = [(f"USER#{user_id}", "PROFILE")]
    requests = {
        table: {"Keys": [key_of(*key) for key in keys], "ConsistentRead": bool(user_id)}
        for table, keys in wanted.items()
    }
    found = dynamodb.batch_get_item(RequestItems=requests)["Responses"]
    return {item["sk"]["S"]: plain(item) for items in found.values() for item in items}


def priced(body, items):
    """Return lines and totals as they are stored, and the slot."""
    settings = items["SETTINGS"]
    (rate,) = settings["taxes"]["categories"][0]["rates"]
    lines = [priced_line(number, line, items, rate) for number, line in enumerate(body["lines"], start=1)]
    net = sum(line["net"] for line in lines)
    tax = {**rate, "included": False, "base": net, "amount": tax_of(net, rate)}
    totals = {
        "items": net, "discount": 0, "taxes": [tax], "deliveryFee": 0, "tip": 0, "rounding": 0,
        "total": net + tax["amount"],
    }  # fmt: skip
    slot = timedelta(minutes=settings["slotMinutes"])
    earliest = datetime.now(UTC) + timedelta(minutes=settings["leadMinutes"])
    start = earliest + (datetime.min.replace(tzinfo=UTC) - earliest) % slot
    return lines, totals, (start, start + slot)


def priced_line(number, line, items, rate):
    product = items[line["productId"]]
    addons = [
        {
            "customizationId": selection["customizationId"],
            "addonId": addon["addonId"],
            "name": items[addon["addonId"]]["name"],
            "quantity": addon.get("quantity", 1),
            "each": items[addon["addonId"]]["price"]["amount"],
        }
        for selection in line.get("selections", ())
        for addon in selection["addons"]
    ]
    base = product["price"]["amount"]
    unit = base + sum(addon["each"] * addon["quantity"] for addon in addons)
    net = unit * line.get("quantity", 1)
    return {
        "line": number,
        "productId": product["id"],
        "productVersion": product["version"],
        "name": product["name"],
        "quantity": line.get("quantity", 1),
        "unit": {"base": base, "addons": addons, "amount": unit},
        "gross": net,
        "discounts": [],
        "net": net,
        "taxes": [{**rate, "amount": tax_of(net, rate)}],
    }


def place(body, user_id, scope):
    items = read(body, user_id, scope)
    lines, totals, slot = priced(body, items)
    now = datetime.now(UTC)
    day = slot[0].astimezone(ZONE).date().isoformat()
    head = new_head(body, lines, totals, items, slot=slot, now=now, day=day)
    person = {
        **body["customer"],
        "note": body["note"],
        "lineNotes": {str(number): line["note"] for number, line in enumerate(body["lines"], 1) if line.get("note")},
        "expiresAt": int(slot[1].timestamp()) + 180 * DAY,
    }
    document = order_document(body, head, lines, person)
    token = secrets.token_urlsafe(32)
    person["token"] = {"purpose": "track", "nonce": secrets.token_hex(32), "kid": "1"}
    head["customerId"] = user_id
    stored_lines = {"lines": lines, "taxes": items["SETTINGS"]["taxes"], "expiresAt": head["expiresAt"]}
    dynamodb.transact_write_items(
        ClientRequestToken=uuid.uuid4().hex,
        TransactItems=[
            *order_writes(head, stored_lines, person, user_id),
            request_write(body, document, user_id, scope),
            account_check(user_id),
            *stock_writes(head["taken"], items),
            *event_writes(head, lines),
            *mail_writes(head, person, user_id, token),
        ],
    )
    return document


def next_number(day):
    found = dynamodb.update_item(
        TableName=ORDERS,
        Key=key_of(f"NUMBER#{day}", "NUMBER"),
        UpdateExpression="SET expiresAt = :expiry ADD #last :one",
        ExpressionAttributeNames={"#last": "last"},
        ExpressionAttributeValues={":expiry": to_attribute(int(time.time()) + 14 * DAY), ":one": {"N": "1"}},
        ReturnValues="ALL_NEW",
    )
    return f"{int(found['Attributes']['last']['N']):03}"


def new_head(body, lines, totals, items, *, slot, now, day):
    counted = [line for line in lines if items[line["productId"]]["quantity"] is not None]
    return {
        "id": f"ord_{uuid.uuid4().hex}",
        "number": next_number(day),
        "day": day,
        "status": "placed",
        "placedAt": text(now),
        "updatedAt": text(now),
        "dueFrom": text(slot[0]),
        "dueTo": text(slot[1]),
        "fulfilment": {"type": body["fulfilment"]["type"], "asap": True},
        "totals": totals,
        "itemCount": sum(line["quantity"] for line in lines),
        "currency": CURRENCY,
        "payment": {"method": "counter", "status": "due"},
        "placedBy": "customer",
        "ticket": [ticket_line(line, asked) for line, asked in zip(lines, body["lines"], strict=True)],
        "taken": [{"productId": line["productId"], "quantity": line["quantity"]} for line in counted],
        "cancelUntil": "accepted",
        "version": 1,
        "expiresAt": int(now.timestamp()) + YEARS * 366 * DAY,
        "callName": body["customer"]["name"],
        "acceptBy": text(now + timedelta(minutes=10)),
    }


def ticket_line(line, asked):
    options = [
        addon["name"] if addon["quantity"] == 1 else f"{addon['quantity']} × {addon['name']}"
        for addon in line["unit"]["addons"]
    ]
    note = {"note": asked["note"]} if asked.get("note") else {}
    return {"quantity": line["quantity"], "name": line["name"], "options": options, **note}


def tax_of(net, rate):
    return (net * rate["rate"] * 2 + RATE_UNIT) // (2 * RATE_UNIT)


def plain(item):
    return {name: from_attribute(attribute) for name, attribute in item.items()}

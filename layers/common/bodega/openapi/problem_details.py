"""What the API document says of each problem: its usual `detail`, advice for clients, and its own members."""

from collections.abc import Mapping
from typing import Any, get_args

from bodega.api.problems import InternalError
from bodega.errors import (
    AccountFrozen,
    EmailTaken,
    InsufficientStock,
    InvalidCredentials,
    MenuTooLarge,
    OneTimeTokenInvalid,
    OpenOrders,
    PreconditionFailed,
    SessionEnded,
    StockNotCounted,
    StorageUnavailable,
    ValidationFailed,
)
from bodega.openapi.schemas import WHEN, Schema, example_id, reference
from bodega.orders.openapi import PaymentStatus, Status

_STATUS: Schema = {"type": "string", "enum": list(get_args(Status))}

# code -> the `detail` that the API gives if an operation names no other, and what a client does about the problem.
DETAILS: Mapping[str, tuple[str, str]] = {
    "malformed_body": (
        "The body is not valid JSON: a value is missing or misspelt at character 9.",
        "Send one JSON object. `detail` says where parsing stopped.",
    ),
    "invalid_cursor": (
        "Take the cursor from nextCursor as it is, with the same filters; or start without one.",
        "Start the list again without a cursor.",
    ),
    "invalid_token": (OneTimeTokenInvalid().detail, "Offer to send another mail."),
    "invalid_signature": (
        "The signature of the event is missing, wrong, or older than five minutes.",
        "Sign the event with the key of the shop's webhook.",
    ),
    "unauthorized": (
        "Send a valid token as Authorization: Bearer <token>.",
        "Refresh the tokens, or ask the user to log in.",
    ),
    "invalid_credentials": (InvalidCredentials().detail, "Let the user try again, or reset the password."),
    "session_ended": (SessionEnded().detail, "Ask the user to log in. Do not repeat the request."),
    "forbidden": ("This account may not do this.", "Use the token of an account that may do this."),
    "account_frozen": (AccountFrozen().detail, "Offer a password reset."),
    "not_found": ("There is no such route.", "Check the id."),
    "name_taken": (
        "Another item has this name. Case and invisible characters make no difference.",
        "Choose another name.",
    ),
    "email_taken": (EmailTaken().detail, "Offer to log in or to reset the password."),
    "in_use": (
        "This item is still used by those in dependants; take it out there first.",
        "Remove the id from the items in `dependants` first.",
    ),
    "insufficient_points": ("There are fewer points than that on the account.", "Redeem fewer points."),
    "insufficient_stock": (InsufficientStock(3).detail, "Take at most `available` pieces."),
    "stock_not_counted": (StockNotCounted().detail, "Set `quantity` with `PUT /products/{id}/stock`."),
    "not_orderable": (
        "The order cannot be placed; see problems.",
        "Show the `problems`, each at the part of the cart that its `pointer` names. Nothing was ordered.",
    ),
    "price_changed": (
        "The order has another total now. Show the quote, and send its total as expectedTotal.",
        "Show the new `quote`, and ask the customer again. Nothing was ordered.",
    ),
    "open_orders": (OpenOrders().detail, "Wait until the orders have ended, or cancel them, and try again."),
    "last_admin": (
        "This is the last active admin. Make somebody else an admin first.",
        "Make another user an admin first.",
    ),
    "transition_not_allowed": (
        "The order cannot move to this status from its own. See allowed.",
        "Read the order again, and offer the statuses in `allowed`.",
    ),
    "payment_due": (
        'This order is not paid. Send "paid" with the status, or record it with POST /orders/{id}/payments.',
        "Ask for the money, and record the payment.",
    ),
    "order_not_payable": (
        "There is nothing to pay: the order is paid already or by card, costs nothing, or has ended.",
        "Read the order again. Take no money.",
    ),
    "refund_exceeds": (
        "The order does not have this much left to refund. See refundable.",
        "Read the order again, and refund at most `refundable`.",
    ),
    "payment_in_progress": (
        "The payment of this order is being settled. Try again in a moment.",
        "Repeat the request after `Retry-After` seconds.",
    ),
    "version_conflict": (
        "The item has another version now. Read it again, then repeat the change.",
        "Read the current version, apply the change to it, and send it with the new `ETag`.",
    ),
    "precondition_failed": (
        PreconditionFailed().detail,
        "Read the resource, and leave out the condition or send another one.",
    ),
    "payload_too_large": ("A body holds at most 256 KB.", "Send a smaller body."),
    "unsupported_media_type": (
        "Send JSON, with Content-Type: application/json.",
        "Set `Content-Type: application/json`.",
    ),
    "validation_failed": (ValidationFailed([]).detail, "Correct the fields in `errors`."),
    "idempotency_key_reused": (
        "This Idempotency-Key came with another body before. Use a new key.",
        "Use a new key for a new request.",
    ),
    "too_many_changes": (
        "One request adds or removes at most 90 references, this one 120. Do it in several.",
        "Split the change into several requests.",
    ),
    "menu_too_large": (MenuTooLarge().detail, "Request `shape=flat`, or read the products category by category."),
    "too_many_requests": ("Too many requests. Try again in a moment.", "Wait `Retry-After` seconds."),
    "internal_error": (InternalError().detail, "Give the `instance` to the shop's support."),
    "bad_gateway": ("Try again in a moment.", "Check the result of a change before you repeat it."),
    "storage_unavailable": (
        StorageUnavailable().detail,
        "Retry after `Retry-After` seconds. Nothing was written in part.",
    ),
    "payments_unavailable": (
        "The payment provider is not answering just now. Try again in a moment: nothing is charged twice.",
        "Retry after `Retry-After` seconds. Nothing can be charged twice.",
    ),
    "gateway_timeout": (
        "Read again what became of the request before repeating it.",
        "Check the result of a change before you repeat it.",
    ),
}

MEMBERS: Mapping[str, Mapping[str, Schema]] = {
    "validation_failed": {
        "errors": {
            "type": "array",
            "description": "The broken rules and their places",
            "items": reference("FieldProblem"),
            "minItems": 1,
            "maxItems": 50,
        }
    },
    "in_use": {
        "dependants": {
            "type": "array",
            "description": "IDs of the items that refer to it. There may be more than these.",
            "items": {"type": "string"},
            "maxItems": 100,
        }
    },
    "insufficient_stock": {
        "available": {"type": "integer", "description": "The pieces that are left", "minimum": 0},
    },
    "not_orderable": {
        "problems": {
            "type": "array",
            "description": "Everything that prevents the order, as in a quote",
            "items": reference("OrderProblem"),
            "minItems": 1,
        }
    },
    "price_changed": {"quote": {**reference("Quote"), "description": "The new quote"}},
    "transition_not_allowed": {
        "orderStatus": {**_STATUS, "description": "The status of the order"},
        "allowed": {
            "type": "array",
            "description": "The statuses to which the caller may move the order. `canceled` has a route of its own.",
            "items": _STATUS,
            "maxItems": 6,
        },
    },
    "refund_exceeds": {
        "refundable": {**reference("Money"), "description": "What is left of the payment"},
    },
    "order_not_payable": {
        "paymentStatus": {
            "type": "string",
            "enum": list(get_args(PaymentStatus)),
            "description": "The status of the order's payment",
        },
    },
}
"""Members that only the problems of one code have, by code."""

_FREE = {"amount": 0, "currency": "CAD"}
EXAMPLES: Mapping[str, Mapping[str, Any]] = {
    "in_use": {"dependants": [example_id("cus")]},
    "insufficient_stock": {"available": 3},
    "not_orderable": {
        "problems": [
            {
                "code": "out_of_stock",
                "pointer": "/lines/0/quantity",
                "productId": example_id("prd"),
                "available": 1,
                "detail": "Only 1 of Flat white left, but the order has 2.",
            }
        ]
    },
    "price_changed": {
        "quote": {
            "orderable": True,
            "problems": [],
            "lines": [],
            "totals": {
                **dict.fromkeys(("items", "discount", "deliveryFee", "tip", "rounding", "total"), _FREE),
                "taxes": [],
            },
            "fulfilment": {"type": "pickup", "asap": True, "from": WHEN, "to": WHEN},
            "quotedAt": WHEN,
        }
    },
    "transition_not_allowed": {
        "orderStatus": "accepted",
        "allowed": ["preparing", "ready", "completed", "canceled"],
    },
    "refund_exceeds": {"refundable": {"amount": 500, "currency": "CAD"}},
    "order_not_payable": {"paymentStatus": "paid"},
}
"""Examples of these members."""

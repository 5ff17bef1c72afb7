"""The mailer: sends the outbox mail that the accounts table's stream delivers.

Delivery is at least once. A mail is sent twice only if SES accepted it and its answer was lost, or if this function was
stopped between SES's answer and its own.
"""

import os
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from bodega.errors import StorageRefused, StorageUnavailable
from bodega.mail_tokens import KeyGone, derive_token
from bodega.observability import count, logger, observed, report_refusal
from mailer.layout import Shop
from mailer.outbox_records import OutboxMail, outbox_mails
from mailer.service import MailService, Refused, Unavailable
from mailer.templates import render

# The remaining time must suffice for the key of mailed tokens (at most three reads of two stages, 2.5 s each), and for
# one attempt at SES, which takes at most 10 s.
_ATTEMPT_MILLISECONDS = 27_000

_shop = Shop(os.environ["SHOP_NAME"], os.environ["STOREFRONT_URL"])
_service = MailService(os.environ["MAIL_FROM"], _shop.name)


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Send the batch's mails in order. Lambda retries from the first mail that could not be sent.

    Powertools' batch processor is not used: it continues after a failure, and Lambda would then send the later mails
    again.
    """
    for mail in outbox_mails(event):
        if context.get_remaining_time_in_millis() < _ATTEMPT_MILLISECONDS:
            logger.warning("No time left; Lambda retries the rest of the batch", extra={"mail": mail.id})
            return _retry_from(mail)
        try:
            _send(mail)
        except Unavailable as error:
            if error.is_refusal:
                report_refusal(f"SendEmail: {error}")
            return _delay(mail, "SES", str(error))
        except StorageUnavailable as error:
            if isinstance(error, StorageRefused):
                report_refusal(error.reason)
            return _delay(mail, "Secrets Manager", "MailTokenKey")
    return {"batchItemFailures": []}


def _send(mail: OutboxMail) -> None:
    """Raises: Unavailable; StorageUnavailable if the key of mailed tokens cannot be read."""
    try:
        token = {"token": derive_token(mail.token)} if mail.token else {}
        _service.send(mail.to, render(mail.template, {**mail.parameters, **token}, _shop))
    except Refused as error:
        _give_up(mail, str(error))
    except KeyGone:
        # The key was rotated twice since the mail was written. Its token cannot be derived any more.
        _give_up(mail, "MailTokenKeyGone")
    except (KeyError, TypeError, ValueError) as error:
        # The record fits no template. The error's text may contain personal data, so only its type is logged.
        _give_up(mail, type(error).__name__)
    else:
        count("MailsSent")
        logger.info("Mail sent", extra={"mail": mail.id, "template": mail.template})


def _give_up(mail: OutboxMail, reason: str) -> None:
    """Give up on a mail that no retry would fix, so that it does not block the others. It stays in the outbox."""
    count("MailsFailed")
    logger.error("Mail refused permanently", extra={"mail": mail.id, "template": mail.template, "reason": reason})


def _delay(mail: OutboxMail, service: str, reason: str) -> dict[str, Any]:
    """Let Lambda retry the batch from `mail`, because `service` does not answer."""
    count("MailsDelayed")
    extra = {"mail": mail.id, "template": mail.template, "reason": reason}
    logger.warning("%s is unavailable; Lambda retries the rest of the batch", service, extra=extra)
    return _retry_from(mail)


def _retry_from(mail: OutboxMail) -> dict[str, Any]:
    return {"batchItemFailures": [{"itemIdentifier": mail.sequence_number}]}

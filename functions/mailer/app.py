"""The mailer: what the accounts table's stream brings from the outbox, sent as mail.

Delivery is at least once. A mail goes out twice only where SES took it and the answer got lost, or
where this function was stopped between SES's answer and its own.
"""

import os
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from bodega.observability import count, logger, observed
from mailer.outbox_records import OutboxMail, outbox_mails
from mailer.service import MailService, Refused, Unavailable
from mailer.templates import Shop, render

# An attempt at SES, of 10 s at most, has to fit into what the function has left.
_ATTEMPT_MILLISECONDS = 12_000

_shop = Shop(os.environ["SHOP_NAME"], os.environ["STOREFRONT_URL"])
_service = MailService(os.environ["MAIL_FROM"], _shop.name)


@observed
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Send the batch's mails in order; Lambda repeats the stream from the first that could not be sent.

    Powertools' batch processor would go on after a failure. A stream is repeated from its first failure,
    so that what was sent after it would be sent again.
    """
    for mail in outbox_mails(event):
        if context.get_remaining_time_in_millis() < _ATTEMPT_MILLISECONDS:
            logger.warning("No time left; the rest of the batch comes again", extra={"mail": mail.id})
            return _from_here_on(mail)
        try:
            _send(mail)
        except Unavailable as error:
            count("MailsDelayed")
            reason = {"mail": mail.id, "template": mail.template, "reason": str(error)}
            logger.warning("SES does not take mail now; the batch comes again", extra=reason)
            return _from_here_on(mail)
    return {"batchItemFailures": []}


def _send(mail: OutboxMail) -> None:
    """Raises: Unavailable."""
    try:
        _service.send(mail.to, render(mail.template, mail.parameters, _shop))
    except Refused as error:
        _give_up(mail, str(error))
    except (KeyError, TypeError, ValueError) as error:
        # A record that no template fits. Its text may hold what people typed: the kind of error has to do.
        _give_up(mail, type(error).__name__)
    else:
        count("MailsSent")
        logger.info("Mail sent", extra={"mail": mail.id, "template": mail.template})


def _give_up(mail: OutboxMail, reason: str) -> None:
    """No repetition would mend this mail, and it must not hold up all others: it stays in the outbox."""
    count("MailsFailed")
    logger.error("Mail refused for good", extra={"mail": mail.id, "template": mail.template, "reason": reason})


def _from_here_on(mail: OutboxMail) -> dict[str, Any]:
    return {"batchItemFailures": [{"itemIdentifier": mail.sequence_number}]}

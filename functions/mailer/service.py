"""Amazon SES: sends one mail to one recipient.

SES's own messages are never passed on, because they contain email addresses.
"""

import re
from email.utils import formataddr, parseaddr

from bodega.aws import SES, ServiceError, TransportError, make_client
from mailer.layout import Mail

_ses = make_client(SES, connect_timeout=2, read_timeout=8)

# Errors of this one mail, which no retry fixes. Every mail would get any other error, so that one delays all mail.
_REFUSALS = frozenset({"BadRequestException", "MessageRejected"})
# SES reports these as MessageRejected too, and tells them apart in the message only.
_NOT_VERIFIED = "not verified"
_STOPPED = re.compile(r"sending (?:is )?(?:paused|suspended|disabled)|account is paused", re.IGNORECASE)

# Refuses characters with which SES would read several addresses or a display name.
_ADDRESS = re.compile(r'[^\s@,;:<>()\[\]"\\\x00-\x1f\x7f]+@[^\s@,;:<>()\[\]"\\\x00-\x1f\x7f]+')


class Refused(Exception):
    """SES will never accept this mail. The text is SES's error code and, if that is not enough, the cause."""


class Unavailable(Exception):
    """SES accepts no mail at the moment, or did not answer. The text is SES's error code or the type of error.

    `is_refusal`: SES refused the function's role or its credentials, which an operator has to mend.
    """

    def __init__(self, reason: str, *, is_refusal: bool = False) -> None:
        super().__init__(reason)
        self.is_refusal = is_refusal


class MailService:
    """Sends mail from the address `sender`, with the shop's `name` as display name."""

    def __init__(self, sender: str, name: str) -> None:
        # Quotes special characters and encodes non-ASCII ones (RFC 2047).
        self._address = parseaddr(sender)[1]
        self._sender = formataddr((" ".join(name.split()), self._address))

    def send(self, to: str, mail: Mail) -> None:
        """Send `mail` to one address. Raises: Refused, Unavailable."""
        body = {"Text": {"Data": mail.text, "Charset": "UTF-8"}, "Html": {"Data": mail.html, "Charset": "UTF-8"}}
        request = {
            "FromEmailAddress": self._sender,
            "Destination": {"ToAddresses": [_one_address(to)]},
            "Content": {"Simple": {"Subject": {"Data": mail.subject, "Charset": "UTF-8"}, "Body": body}},
        }
        try:
            _ses.call("SendEmail", request)
        except ServiceError as error:
            reason = self._refusal(error, to)
            if reason is not None:
                raise Refused(reason) from None
            raise Unavailable(error.code, is_refusal=error.is_refusal) from None
        except TransportError as error:
            raise Unavailable(str(error)) from None

    def _refusal(self, error: ServiceError, to: str) -> str | None:
        """Return why SES refuses this one mail, or None for an error that every mail would get.

        SES names the identities that are not verified. In the sandbox, recipients must be verified too.
        https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-error-messages.html
        """
        message = str(error.document.get("message", ""))
        is_transient = error.is_throttling or error.is_failure
        if is_transient or error.code not in _REFUSALS or _STOPPED.search(message):
            return None
        if _NOT_VERIFIED not in message:
            return error.code
        is_of_recipient = _names(message, to) and not _names(message, self._address)
        return f"{error.code}: the recipient is not verified" if is_of_recipient else None


def _names(message: str, address: str) -> bool:
    """Return whether the message names exactly this address, alone or after a display name."""
    whole = rf"(?<![^\s,<]){re.escape(address)}(?=[\s,>]|\.*$)"
    return re.search(whole, message, re.IGNORECASE) is not None


def _one_address(address: str) -> str:
    """Return the address. SES accepts only ASCII; `bodega.emails.check_email` has made A-labels of the domain.

    Raises: Refused if it is not exactly one ASCII address.
    """
    if not address.isascii() or _ADDRESS.fullmatch(address) is None:
        raise Refused("NotAnAddress")
    return address

"""Amazon SES, as far as the shop needs it: one mail to one person.

What SES says is never passed on as it is: its messages name addresses.
"""

import re
from email.utils import formataddr, parseaddr
from functools import lru_cache
from typing import Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from botocore.session import Session
from mail_layout import Mail

_CONNECT_TIMEOUT = 2
_READ_TIMEOUT = 8

# The faults of one mail, which no repetition mends. All else is the service's or its set-up's, for all mails alike.
_REFUSALS = frozenset({"BadRequestException", "MessageRejected"})
# An identity that is yet to be verified comes as MessageRejected too, and is mended by verifying it.
_NOT_VERIFIED = "not verified"

# A list of one address stays one: SES would read more from a comma, and names from brackets.
_ADDRESS = re.compile(r'([^\s@,;:<>()\[\]"\\\x00-\x1f\x7f]+)@([^\s@,;:<>()\[\]"\\\x00-\x1f\x7f]+)')


class Refused(Exception):
    """SES will never take this mail. The text is SES's code for it."""


class Unavailable(Exception):
    """SES takes no mail at the moment, or did not answer. The text is SES's code, or the kind of error."""


class MailService:
    """Sends from `sender`, shown under the shop's name."""

    def __init__(self, sender: str, name: str) -> None:
        # Quotes what would break the header, and encodes what is not ASCII (RFC 2047).
        self._sender = formataddr((" ".join(name.split()), parseaddr(sender)[1]))

    def send(self, to: str, mail: Mail) -> None:
        """Raises: Refused, Unavailable."""
        body = {"Text": {"Data": mail.text, "Charset": "UTF-8"}, "Html": {"Data": mail.html, "Charset": "UTF-8"}}
        address = _ascii(to)
        try:
            _client().send_email(
                FromEmailAddress=self._sender,
                Destination={"ToAddresses": [address]},
                Content={"Simple": {"Subject": {"Data": mail.subject, "Charset": "UTF-8"}, "Body": body}},
            )
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if code in _REFUSALS and _NOT_VERIFIED not in error.response["Error"].get("Message", ""):
                raise Refused(code) from None
            raise Unavailable(code) from None
        except BotoCoreError as error:
            raise Unavailable(type(error).__name__) from None


@lru_cache(maxsize=1)
def _client() -> Any:
    config = Config(
        connect_timeout=_CONNECT_TIMEOUT,
        read_timeout=_READ_TIMEOUT,
        # Repeating is the stream's business. After a late answer, the SDK would send the mail once more by itself.
        retries={"mode": "standard", "total_max_attempts": 1},
        # Its complaints quote the value: an address or a token.
        parameter_validation=False,
    )
    return Session().create_client("sesv2", config=config)


def _ascii(address: str) -> str:
    """The address as SES takes it: its domain in ASCII (RFC 5891).

    Raises: Refused for what is no single address.
    """
    match = _ADDRESS.fullmatch(address)
    if match is None:
        raise Refused("NotAnAddress")
    local_part, domain = match.groups()
    if domain.isascii():
        return address
    import idna  # noqa: PLC0415  few mails need it

    try:
        return f"{local_part}@{idna.encode(domain, uts46=True).decode('ascii')}"
    except idna.IDNAError:
        raise Refused("NotAnAddress") from None

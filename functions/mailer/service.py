"""Amazon SES, as far as the shop needs it: one mail to one person.

What SES says is never passed on as it is: its messages name addresses.
"""

import re
from email.utils import formataddr, parseaddr

from bodega.aws import SES, Client, ServiceError, TransportError
from mailer.layout import Mail

_SEND_EMAIL = "/v2/email/outbound-emails"

_ses = Client(SES, connect_timeout=2, read_timeout=8)

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
        request = {
            "FromEmailAddress": self._sender,
            "Destination": {"ToAddresses": [address]},
            "Content": {"Simple": {"Subject": {"Data": mail.subject, "Charset": "UTF-8"}, "Body": body}},
        }
        try:
            _ses.call(_SEND_EMAIL, request)
        except ServiceError as error:
            if error.code in _REFUSALS and _NOT_VERIFIED not in str(error.document.get("message", "")):
                raise Refused(error.code) from None
            raise Unavailable(error.code) from None
        except TransportError as error:
            raise Unavailable(str(error)) from None


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

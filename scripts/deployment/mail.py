"""Whether SES can send the shop's mail: what an operator has to do before customers get any."""

from collections.abc import Iterator
from typing import Any

from scripts.deployment.stack import Account


def mail_notes(sender: str, where: Account) -> list[str]:
    """Return what keeps SES from sending mail of `sender` to every customer. Empty without the permission to look."""
    import boto3
    from botocore.exceptions import BotoCoreError, ClientError

    ses = boto3.client("sesv2", region_name=where.region)
    try:
        return list(_notes(ses, sender, where.region))
    except (BotoCoreError, ClientError):
        return []


def _notes(ses: Any, sender: str, region: str) -> Iterator[str]:
    account = ses.get_account()
    if not account.get("SendingEnabled", True):
        yield "SES has paused sending for this account (docs/operations.md#mail-is-late)"
    if not account["ProductionAccessEnabled"]:
        yield (
            f"SES is in the sandbox in {region}: only recipients that you verify get mail. "
            "Request production access in the SES console (docs/operations.md#mail-is-refused)"
        )
    domain = sender.rpartition("@")[2]
    if not (_is_verified(ses, sender) or _is_verified(ses, domain)):
        yield (
            f"SES has verified neither {sender} nor {domain} in {region}, so no mail is sent. "
            "MailFrom=… sets another sender, MailIdentity=domain starts the verification"
        )


def _is_verified(ses: Any, identity: str) -> bool:
    try:
        return bool(ses.get_email_identity(EmailIdentity=identity)["VerifiedForSendingStatus"])
    except ses.exceptions.NotFoundException:
        return False

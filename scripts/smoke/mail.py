"""Why a mail is not sent."""

from scripts.smoke.failures import CheckFailed
from scripts.smoke.shop import MailCounts, Shop


def not_sent(shop: Shop, counts: MailCounts, seconds: float) -> CheckFailed:
    logs = f"Read the log: {shop.logs('mailer')}."
    if counts.failed:
        return CheckFailed(
            "the mailer has given up a mail",
            "SES refuses the mail permanently",
            f"{logs} Then see docs/operations.md#mail-is-refused",
        )
    if counts.delayed:
        return CheckFailed(
            f"SES has accepted no mail within {seconds:.0f} s, and the mailer tries again",
            "the sender (parameter MailFrom) is not verified, or sending is paused or throttled",
            f"{logs} Then see docs/operations.md#mail-is-late",
        )
    return CheckFailed(
        f"no mail is sent within {seconds:.0f} s",
        "the mailer fails, or its event source mapping is disabled or behind",
        f"{logs} Then see docs/operations.md#mail-is-late",
    )

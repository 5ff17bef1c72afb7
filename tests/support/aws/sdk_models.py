"""Share what the SDK reads from its files about services.

Each session of boto3 reads and parses these files again. That takes 0.2 s of processor time, and tests of commands open
hundreds of sessions.
"""

from functools import cache

import botocore.session


def share_models() -> None:
    """Give all sessions of this process the same loader, which keeps what it has read."""
    botocore.session.create_loader = cache(botocore.session.create_loader)

"""Entity tags and the conditions that requests put on them (RFC 9110 §8.8.3 and §13.1)."""

import hashlib
import re

_MOST_VERSIONS = 50  # DynamoDB compares with 100 values at most; nobody has held more than a few
_VERSION = re.compile(r"[1-9]\d{0,15}", re.ASCII)
_ENTITY_TAG = re.compile(r'(?P<weak>W/)?"(?P<tag>[\x21\x23-\x7e\x80-\xff]*)"')


def version_tag(version: int) -> str:
    return f'"{version}"'


def content_tag(content: str) -> str:
    """The tag of an answer that has no version of its own: a list, the menu."""
    return f'"{hashlib.sha256(content.encode()).hexdigest()[:32]}"'


def not_modified(if_none_match: str | None, tag: str) -> bool:
    """Whether the client has this already. Weak comparison: proxies that compress make tags weak."""
    if if_none_match is None:
        return False
    return if_none_match.strip() == "*" or tag[1:-1] in {match["tag"] for match in _ENTITY_TAG.finditer(if_none_match)}


def expected_versions(if_match: str | None) -> frozenset[int] | None:
    """The versions on which a change may build; None: on any.

    Strong comparison. A tag that is none of ours becomes a version that no item has, so that the
    change is refused and not made by mistake.
    """
    if if_match is None or if_match.strip() == "*":
        return None
    tags = (match["tag"] for match in _ENTITY_TAG.finditer(if_match) if not match["weak"])
    versions = sorted({int(tag) for tag in tags if _VERSION.fullmatch(tag)}, reverse=True)
    return frozenset(versions[:_MOST_VERSIONS]) or frozenset({0})

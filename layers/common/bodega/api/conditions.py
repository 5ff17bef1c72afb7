"""Entity tags and conditional requests (RFC 9110 §8.8.3 and §13.1)."""

import hashlib
import re

_MOST_VERSIONS = 50  # DynamoDB compares with at most 100 values, and clients hold only a few
_VERSION = re.compile(r"[1-9]\d{0,15}", re.ASCII)
_ENTITY_TAG = re.compile(r'(?P<weak>W/)?"(?P<tag>[\x21\x23-\x7e\x80-\xff]*)"')


def version_tag(version: int) -> str:
    return f'"{version}"'


def content_tag(content: str) -> str:
    """Return the tag of an answer without a version, such as a list or the menu."""
    return f'"{hashlib.sha256(content.encode()).hexdigest()[:32]}"'


def not_modified(if_none_match: str | None, tag: str) -> bool:
    """Return whether the client has this version. Weak comparison, because compressing proxies make tags weak."""
    if if_none_match is None:
        return False
    return if_none_match.strip() == "*" or tag[1:-1] in {match["tag"] for match in _ENTITY_TAG.finditer(if_none_match)}


def expected_versions(if_match: str | None) -> frozenset[int] | None:
    """Return the versions that `If-Match` allows a change to build on; None allows any.

    Strong comparison. An unknown tag becomes version 0, which no item has, so that the change is refused.
    """
    if if_match is None or if_match.strip() == "*":
        return None
    tags = (match["tag"] for match in _ENTITY_TAG.finditer(if_match) if not match["weak"])
    versions = sorted({int(tag) for tag in tags if _VERSION.fullmatch(tag)}, reverse=True)
    return frozenset(versions[:_MOST_VERSIONS]) or frozenset({0})

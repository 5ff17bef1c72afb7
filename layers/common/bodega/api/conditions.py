"""Entity tags and conditional requests (RFC 9110 §8.8.3 and §13).

The tag of a resource with versions is its version. Any other answer to a GET has a hash of its content as its tag. API
Gateway compresses large answers and does not change their tags, so the function gives a compressed form its own tag,
`"3-gzip"`. Where tags are compared, all forms of a version are equal.
"""

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from aws_lambda_powertools.event_handler import Response

from bodega.errors import FieldError, PreconditionFailed, ValidationFailed, VersionConflict
from bodega.items import Versions

COMPRESSED_FROM = 1024
"""Bytes of a body from which on API Gateway compresses it (MinimumCompressionSize in template.yaml)."""

NOT_CURRENT = "If-Match does not name the current version of this resource."
UNTAGGED = "This resource has no ETag. If-Match can only be *, and If-None-Match excludes nothing but *."
COLLECTION = "A list has no version that a POST can depend on. Leave out If-Match and If-None-Match."

_MOST_TAGS = 50  # DynamoDB compares with at most 100 values, and clients hold only a few
_TAG = r'(?:W/)?"[^"]*"[ \t]*'
_TAGS = re.compile(rf"[ \t]*(?:{_TAG})?(?:,[ \t]*(?:{_TAG})?)*")
_ENTITY_TAG = re.compile(r'(?P<weak>W/)?"(?P<tag>[^"]*)"')
_HASH = re.compile("[0-9a-f]{32}")
_KEPT = ("Cache-Control", "Vary")  # of a 304, besides the tag (RFC 9110 §15.4.5)


def version_tag(version: int | str) -> str:
    return f'"{version}"'


def content_tag(content: str) -> str:
    """Return the tag of an answer without a version, such as a list or the menu."""
    return f'"{hashlib.sha256(content.encode()).hexdigest()[:32]}"'


def not_modified(if_none_match: str | None, tag: str) -> bool:
    """Return whether the client of a GET has this version.

    Weak comparison, because proxies that compress make tags weak. A header that is not a list of tags matches nothing:
    the answer is complete, which is always right.
    """
    if if_none_match is None:
        return False
    if if_none_match.strip() == "*":
        return True
    return _of_version(tag[1:-1]) in {_of_version(match["tag"]) for match in _ENTITY_TAG.finditer(if_none_match)}


def expected_versions(headers: Mapping[str, str]) -> Versions | None:
    """Return the versions that the conditions of a request allow a change to build on; None without conditions.

    Strong comparison for `If-Match`, weak comparison for `If-None-Match`.

    Raises: ValidationFailed for a header that is neither `*` nor a list of tags.
    """
    if_match, if_none_match = headers.get("if-match"), headers.get("if-none-match")
    if if_match is None and if_none_match is None:
        return None
    allowed = None if if_match is None else _named(if_match, "if-match")
    return Versions(allowed, frozenset() if if_none_match is None else _named(if_none_match, "if-none-match"))


def check_untagged(headers: Mapping[str, str]) -> None:
    """Check the conditions of a change of a resource without tags, which exists.

    Raises: PreconditionFailed, ValidationFailed.
    """
    versions = expected_versions(headers)
    if versions is not None and (versions.allowed is not None or versions.excluded is None):
        raise PreconditionFailed(UNTAGGED)


def check_collection(headers: Mapping[str, str]) -> None:
    """Check the conditions of a POST to a list. The list exists, but comparing its tag would need another read.

    So a tag in `If-None-Match` counts as the list's if it can be: if it is a hash.

    Raises: PreconditionFailed, ValidationFailed.
    """
    versions = expected_versions(headers)
    if versions is None:
        return
    if versions.allowed is not None or versions.excluded is None or any(map(_HASH.fullmatch, versions.excluded)):
        raise PreconditionFailed(COLLECTION)


def answered(answer: Response[Any], headers: Mapping[str, str]) -> Response[Any]:
    """Return the answer to a GET with its tag, or 304 if the client has this version (RFC 9110 §13.2.2).

    Raises: VersionConflict if `If-Match` does not name the version, ValidationFailed.
    """
    tag = str(answer.headers.get("ETag") or content_tag(answer.body or ""))
    if_match = headers.get("if-match")
    if if_match is not None:
        allowed = _named(if_match, "if-match")
        if allowed is not None and _of_version(tag[1:-1]) not in allowed:
            raise VersionConflict(NOT_CURRENT)
    answer.headers["ETag"] = tag
    tagged(answer, headers)
    if not_modified(headers.get("if-none-match"), tag):
        kept = {name: answer.headers[name] for name in _KEPT if name in answer.headers}
        return Response(304, headers={"ETag": answer.headers["ETag"], **kept})
    return answer


def tagged(answer: Response[Any], headers: Mapping[str, str]) -> Response[Any]:
    """Give the answer the tag of its compressed form if API Gateway compresses it.

    An answer that is nearly large enough gets it too: two tags of one form are harmless, one tag of two forms is not.
    A body that was not read ("") counts as large.
    """
    coding, tag = _coding(headers.get("accept-encoding")), answer.headers.get("ETag")
    if coding is not None and tag is not None:
        body = answer.body or ""
        size = len(body) if body.isascii() else 4 * len(body)
        if size == 0 or size >= COMPRESSED_FROM:
            answer.headers["ETag"] = f'{str(tag)[:-1]}-{coding}"'
    return answer


def _named(header: str, name: str) -> frozenset[str] | None:
    """Return the tags in a header, without what marks a compressed form; None for `*`.

    Raises: ValidationFailed.
    """
    if header.strip() == "*":
        return None
    if not _TAGS.fullmatch(header):
        rule = 'must be * or a list of ETags in quotes, for example "3"'
        raise ValidationFailed([FieldError(name, rule, "header")])
    strong_only = name == "if-match"
    found = [match for match in _ENTITY_TAG.finditer(header) if not (strong_only and match["weak"])]
    if len(found) > _MOST_TAGS:
        raise ValidationFailed([FieldError(name, f"must name at most {_MOST_TAGS} ETags", "header")])
    return frozenset(_of_version(match["tag"]) for match in found)


def _of_version(tag: str) -> str:
    return tag.removesuffix("-gzip").removesuffix("-deflate")


def _coding(accept_encoding: str | None) -> str | None:
    """Return the content coding in which API Gateway may send an answer."""
    if not accept_encoding:
        return None
    accepted = accept_encoding.lower()
    if "gzip" in accepted or "*" in accepted:
        return "gzip"
    return "deflate" if "deflate" in accepted else None

"""Problems are for people: no text has a term of a library, a programming language or AWS."""

import re

import pytest

from tests.support.access.expectations import ACCESS
from tests.support.documents.problem_texts import SENTENCE, texts

pytestmark = pytest.mark.one_client

AUTHORIZER_CACHE = 300

TERMS = re.compile(
    r"pydantic|python|pattern|regex|regular expression|\bstr(ing)?\b|\bint(eger)?\b|\bbool|\bdict|tuple"
    r"|(?-i:\bNone\b)|\bnull\b|unicode|surrogate|ascii|nfkc|\brfc|\biso\b|e\.164|ulid|utf-16|\binput\b|\bshould\b"
    r"|pars(e|ing)|greater than|less than|delimiter|expecting|lambda|dynamo|gateway|\baws\b|arn:|traceback|exception"
    r"|is not valid$|[\^$\\]|\[[a-z0-9]-",
    re.IGNORECASE,
)
FORMS = {True: re.compile(r"[A-Z].*\."), False: re.compile(r"(must|is|has|looks) .*[^.]")}
"""The detail of a problem is a sentence. The detail of a field continues its name: `/name` `must not be blank`."""


@pytest.mark.parametrize("route", ACCESS, ids=" ".join)
def test_a_text_is_in_plain_words(seeded, gateway, route):
    found = sorted(texts(seeded, gateway, route))

    assert [text for text in found if TERMS.search(text[1])] == []
    assert [text for text in found if not FORMS[text[0] == SENTENCE].fullmatch(text[1])] == []

"""Parameters are checked without pydantic, with the verdicts and the texts of pydantic."""

from typing import Annotated, Any, Literal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import Field, TypeAdapter

from analytics.app import From
from bodega.api.parameters import Cursor, IdempotencyKey, Limit, Parameter, query
from bodega.catalog.routes import InStock, NamePrefix
from bodega.emails import LONGEST_TYPED, check_typed_email
from bodega.field_types import Name, TypedEmail


def declaration(annotated: Any) -> Parameter:
    (parameter,) = annotated.__metadata__
    return parameter


ORDER = query("order", "", enum=["newest", "oldest", "name"])
EMAIL = query("email", "", check_typed_email, maxLength=LONGEST_TYPED, minLength=1)
MODELS: list[tuple[Parameter, Any]] = [
    (declaration(Limit), Annotated[int, Field(ge=1, le=100)]),
    (declaration(Cursor), Annotated[str, Field(max_length=4096)]),
    (declaration(IdempotencyKey), str),
    (declaration(From), str),
    (declaration(InStock), Literal["true", "false"]),
    (declaration(NamePrefix), Name),
    (ORDER, Literal["newest", "oldest", "name"]),
    (EMAIL, TypedEmail),
    (query("code", "", maxLength=1, minLength=1), Annotated[str, Field(min_length=1, max_length=1)]),
    (
        query("both", "", maxLength=3, minLength=2),
        Annotated[str, Field(min_length=2, max_length=3)],
    ),
]
ADAPTERS = [(parameter, TypeAdapter(model)) for parameter, model in MODELS]
PLAIN = st.text(st.characters(), max_size=12)
# pydantic reads `0__1` as 1, by accident.
NUMBERS = st.from_regex(r"\A[ \t\u2003]?[+-]?[0-9_]{1,5}(\.[0-9_]{0,3})?[ \n\x1f]?\Z").filter(
    lambda text: "__" not in text
)
CHOICES = st.sampled_from(["true", "false", "True", "newest", "oldest", "name", "", " "])
LONG = st.builds(
    lambda text, times: text * times, st.sampled_from(["x", "é", "\ufdfa", "\ud800", "\0"]), st.integers(0, 5000)
)


def judged(parse: Any, value: Any) -> Any:
    """Return the value that `parse` gives, or that it refuses."""
    try:
        return ("valid", parse(value))
    except ValueError:
        return "refused"


@given(PLAIN | NUMBERS | CHOICES | LONG)
@example("5.0")
@example("1_0")
@example("\u0665")
@example("101")
@example("-5")
@example("9" * 30)
@example("9" * 4300)
@example("9" * 4301)
def test_a_parameter_is_judged_as_pydantic_judges_it(value: Any) -> None:
    for parameter, adapter in ADAPTERS:
        assert judged(parameter.parse, value) == judged(adapter.validate_python, value), parameter.name


@pytest.mark.parametrize("parameter", [parameter for parameter, _ in MODELS], ids=lambda parameter: parameter.name)
def test_a_repeated_parameter_breaks_one_rule_whatever_its_values(parameter: Parameter) -> None:
    for values in ([], ["1", "1"], ["newest", "oldest"]):
        with pytest.raises(ValueError, match=r"^must be sent only once$"):
            parameter.parse(values)

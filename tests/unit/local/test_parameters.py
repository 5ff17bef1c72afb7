"""Parameters of the command line."""

import pytest

from local.errors import LocalError, TemplateError
from local.options import parse_assignments
from local.template.parameters import parameter_values
from local.template.yaml_lines import Mapping


def declared(**declaration: object) -> Mapping:
    one, mapping = Mapping(4), Mapping(3)
    one.update(declaration)
    mapping["Size"] = one
    mapping.key_lines["Size"] = 4
    return mapping


def test_one_argument_can_have_several_quoted_assignments() -> None:
    assert parse_assignments(["A=1 B='two words'", "", "C="]) == {"A": "1", "B": "two words", "C": ""}


def test_an_argument_without_assignment_is_rejected() -> None:
    with pytest.raises(LocalError, match="Name=Value"):
        parse_assignments(["Currency"])


def test_a_number_has_a_range() -> None:
    declaration = declared(Type="Number", MinValue=0, MaxValue=10)
    assert parameter_values(declaration, {"Size": "10"}) == {"Size": "10"}
    with pytest.raises(TemplateError, match="out of range"):
        parameter_values(declaration, {"Size": "11"})
    with pytest.raises(TemplateError, match="is a number"):
        parameter_values(declaration, {"Size": "many"})


def test_a_value_that_is_not_allowed_is_rejected_with_the_rule_of_the_template() -> None:
    declaration = declared(Type="String", AllowedValues=["AED", "AFN"])
    with pytest.raises(TemplateError, match="the parameter Size may be AED, AFN, not 'EUR'"):
        parameter_values(declaration, {"Size": "EUR"})
    declaration = declared(
        Type="String", AllowedValues=["AED"], ConstraintDescription="must be a code, for example AED"
    )
    with pytest.raises(TemplateError, match="the parameter Size must be a code, for example AED, not 'EUR'"):
        parameter_values(declaration, {"Size": "EUR"})


def test_a_pattern_is_checked_for_each_item_of_a_list() -> None:
    declaration = declared(Type="CommaDelimitedList", AllowedPattern="[a-z]+")
    assert parameter_values(declaration, {"Size": "a, b"}) == {"Size": ["a", "b"]}
    with pytest.raises(TemplateError, match="must look like"):
        parameter_values(declaration, {"Size": "a,B"})
    declaration = declared(
        Type="CommaDelimitedList", AllowedPattern="[a-z]+", ConstraintDescription="must have lower-case letters"
    )
    with pytest.raises(TemplateError, match="the parameter Size must have lower-case letters, not 'B'"):
        parameter_values(declaration, {"Size": "a,B"})


def test_a_parameter_without_default_must_be_set() -> None:
    with pytest.raises(TemplateError, match="--parameter Size=") as caught:
        parameter_values(declared(Type="String"), {})
    assert caught.value.line == 4

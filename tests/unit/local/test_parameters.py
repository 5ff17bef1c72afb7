"""Parameters of the command line."""

import argparse
import re
import shlex

import pytest

from local.errors import LocalError, TemplateError
from local.options import add_shared_options, parse_assignment, parse_assignments, read_shared_options
from local.template.parameters import parameter_values
from local.template.yaml_lines import Mapping


def declared(**declaration: object) -> Mapping:
    one, mapping = Mapping(4), Mapping(3)
    one.update(declaration)
    mapping["Size"] = one
    mapping.key_lines["Size"] = 4
    return mapping


VALUES = [
    "My Shop",
    "Lambda's",
    'The "Best" Bakery',
    """it's "both\"""",
    "Käse & Brot – 面包 🍞",
    "$HOME $(date) `date` $$ ${x}",
    "back\\slash \\ and end\\",
    "a=b=c",
    "#1; two | three > four * ?",
    " spaces  at both ends ",
    "'",
    '"quoted"',
    "",
]


@pytest.mark.parametrize("value", VALUES)
def test_a_value_can_have_any_characters(value: str) -> None:
    text = f"ShopName={shlex.quote(value)} Currency=CAD"

    assert parse_assignments(text) == {"ShopName": value, "Currency": "CAD"}
    assert parse_assignment(f"ShopName={value}") == ("ShopName", value)


def test_a_text_can_have_several_quoted_assignments() -> None:
    assert parse_assignments("A=1 B='two words' \"C=3 4\" D=") == {"A": "1", "B": "two words", "C": "3 4", "D": ""}


@pytest.mark.parametrize(
    "text", ["Currency", "ShopName=My Shop", "ShopName=Lambda's", 'ShopName="My Shop', "=x", "A-B=1"]
)
def test_a_text_that_is_cut_elsewhere_is_rejected_with_the_way_to_quote(text: str) -> None:
    with pytest.raises(LocalError, match=re.escape("""PARAMETERS='ShopName="My Shop" Currency=CAD'""")):
        parse_assignments(text)


def test_a_parameter_of_the_command_line_is_one_assignment(monkeypatch: pytest.MonkeyPatch) -> None:
    parser = argparse.ArgumentParser()
    add_shared_options(parser)
    monkeypatch.setenv("PARAMETERS", "ShopName='The Shop' Currency=CAD")

    options = parser.parse_args(["--parameter", "ShopName=Ada's Shop"])

    assert read_shared_options(options).parameters == {"ShopName": "Ada's Shop", "Currency": "CAD"}


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


def test_a_default_of_the_stack_comes_before_the_declared_one_and_after_a_choice() -> None:
    declaration = declared(Type="String", Default="small")
    assert parameter_values(declaration, {}, {"Size": "large", "Colour": "red"}) == {"Size": "large"}
    assert parameter_values(declaration, {"Size": "tiny"}, {"Size": "large"}) == {"Size": "tiny"}

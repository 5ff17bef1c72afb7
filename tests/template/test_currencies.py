"""The currencies of the parameter and their minor units are those of ISO 4217."""

import iso4217
import pytest

from bodega.currencies import digits_of
from local.errors import TemplateError
from local.template import read_template
from scripts.template import ROOT, TEMPLATE

# The standard's list also has codes that nobody pays with: funds, and codes of metals and tests without a minor unit.
_FUNDS = {
    entry.findtext("Ccy")
    for entry in iso4217.raw_xml.findall("CcyTbl/CcyNtry")
    if (name := entry.find("CcyNm")) is not None and name.get("IsFund")
}
IN_USE = {
    currency.code: currency.exponent
    for currency in iso4217.Currency
    if currency.exponent is not None and currency.code not in _FUNDS
}
DECLARED = TEMPLATE.document["Parameters"]["Currency"]


def test_the_shop_accepts_the_currencies_in_use() -> None:
    assert DECLARED["AllowedValues"] == sorted(IN_USE)
    assert len(IN_USE) > 150


def test_the_minor_units_are_those_of_the_standard() -> None:
    assert {code: digits_of(code) for code in DECLARED["AllowedValues"]} == IN_USE


@pytest.mark.parametrize("code", ["XXX", "XAU", "BOV", "cad", "CA", "DEM", "BTC", ""])
def test_another_currency_is_refused_with_the_rule(code: str) -> None:
    with pytest.raises(TemplateError, match="Currency must be the ISO 4217 code of a currency in use"):
        read_template(ROOT / "template.yaml", {"Currency": code})

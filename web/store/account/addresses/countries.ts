import type { Schemas } from "bodega-client";

export type Country = Schemas["Address"]["country"];

/** The countries that the API takes. A test compares them with the API document. */
const CODES = `
  AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY
  BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK
  FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR
  IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK
  ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM
  PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF
  TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
`;

/** Countries whose addresses can have no city, as the API document says. */
const WITHOUT_CITY: ReadonlySet<string> = new Set(["AG", "GI", "HK", "KY", "MC", "MO", "NR", "SG", "SM", "VA", "VG"]);

export const COUNTRIES: readonly Country[] = CODES.trim().split(/\s+/) as Country[];

export function needsCity(country: string): boolean {
  return !WITHOUT_CITY.has(country);
}

export function countryName(code: string, language: string): string {
  return new Intl.DisplayNames([language], { type: "region" }).of(code) ?? code;
}

/** Return the countries with their names in a language, in its alphabetical order. */
export function namedCountries(language: string): { code: Country; name: string }[] {
  const names = new Intl.DisplayNames([language], { type: "region" });
  const { compare } = new Intl.Collator(language);
  return COUNTRIES.map((code) => ({ code, name: names.of(code) ?? code })).sort((a, b) => compare(a.name, b.name));
}

/** Return the country of a locale such as en-CA, to preselect it; null without one. */
export function countryOf(locale: string): Country | null {
  const region = new Intl.Locale(locale).maximize().region;
  return COUNTRIES.find((code) => code === region) ?? null;
}

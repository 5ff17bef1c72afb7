import type { Schemas } from "bodega-client";
import { currentLanguage } from "../../../kit/i18n";
import { countryName } from "./countries";
import { text } from "./messages";

type Address = Schemas["Address"];

/** An address as it stands on an envelope. */
export function AddressLines({ address }: { address: Address }) {
  const { name, line1, line2, city, region, postalCode, country, phone, instructions } = address;
  const town = [city, region, postalCode].filter(Boolean).join(" ");
  const lines = [name, line1, line2, town, countryName(country, currentLanguage()), phone, instructions].filter(
    Boolean,
  );
  return (
    <>
      {address.default && <span class="tag good">{text.isDefault()}</span>}
      <address>
        {lines.map((line, place) => (
          <span key={place} class="line">
            {line}
          </span>
        ))}
      </address>
    </>
  );
}

/** Return what a request that replaces an address consists of. */
export function fieldsOf({
  id: _,
  version: __,
  createdAt: ___,
  updatedAt: ____,
  ...fields
}: Address): Schemas["AddressFields"] {
  return fields;
}

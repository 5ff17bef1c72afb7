import { useSignal } from "@preact/signals";
import { Problem, type Schemas, VersionConflict } from "bodega-client";
import { Sheet } from "../../../kit/dialog";
import { Field, TextField } from "../../../kit/field";
import { Form } from "../../../kit/form";
import { currentLanguage } from "../../../kit/i18n";
import { Refusal } from "../../../kit/problem";
import { toast } from "../../../kit/toast";
import { config, shop } from "../../shop";
import { text as account } from "../messages";
import { dialable } from "../phone";
import { explaining } from "../problems";
import { Submit } from "../signin/log-in-form";
import { type Country, countryOf, namedCountries, needsCity } from "./countries";
import { text } from "./messages";

type Address = Schemas["Address"];

interface AddressFormProps {
  /** The address to change; null for a new one. */
  address: Address | null;
  onSaved: () => Promise<void>;
  onClose: () => void;
}

/** The form for an address, in a sheet. A change on another device is not overwritten before the customer knows it. */
export function AddressForm({ address, onSaved, onClose }: AddressFormProps) {
  const base = useSignal(address);
  const save = async (values: Record<string, string>) => {
    const fields = fieldsFrom(values);
    await explaining(async () => {
      await (base.value ? replace(base.value, fields) : shop.me.addresses.create(fields));
    });
    await onSaved();
    toast(address ? text.saved() : text.added());
    onClose();
  };
  const replace = async (known: Address, fields: Schemas["AddressFields"]) => {
    try {
      await shop.me.addresses.replace(known, fields);
    } catch (problem) {
      if (problem instanceof VersionConflict) {
        base.value = await shop.me.addresses.get(known.id);
        throw new Refusal(text.changedElsewhere());
      }
      if (!(problem instanceof Problem && problem.code === "not_found")) throw problem;
      base.value = null;
      throw new Refusal(text.gone());
    }
  };
  const title = address ? text.changeTitle() : text.addTitle();
  return (
    <Sheet title={title} onClose={onClose}>
      <Form label={title} onSubmit={save}>
        <AddressFields address={address} />
        <Submit>{account.save()}</Submit>
      </Form>
    </Sheet>
  );
}

function AddressFields({ address }: { address: Address | null }) {
  const country = useSignal<string>(address?.country ?? countryOf(config.locale) ?? "");
  const choose = (code: string) => {
    country.value = code;
  };
  return (
    <>
      <TextField
        label={text.name()}
        name="/name"
        autocomplete="name"
        maxLength={120}
        optional
        defaultValue={address?.name ?? ""}
      />
      <CountryField value={country.value} onChange={choose} />
      <TextField
        label={text.line1()}
        name="/line1"
        autocomplete="address-line1"
        maxLength={120}
        defaultValue={address?.line1 ?? ""}
      />
      <TextField
        label={text.line2()}
        name="/line2"
        autocomplete="address-line2"
        maxLength={120}
        optional
        defaultValue={address?.line2 ?? ""}
      />
      <TextField
        label={text.postalCode()}
        name="/postalCode"
        autocomplete="postal-code"
        maxLength={20}
        optional
        defaultValue={address?.postalCode ?? ""}
      />
      <TextField
        label={text.city()}
        name="/city"
        autocomplete="address-level2"
        maxLength={120}
        optional={!needsCity(country.value)}
        defaultValue={address?.city ?? ""}
      />
      <TextField
        label={text.region()}
        name="/region"
        autocomplete="address-level1"
        maxLength={120}
        optional
        defaultValue={address?.region ?? ""}
      />
      <TextField
        label={text.phone()}
        name="/phone"
        type="tel"
        autocomplete="tel"
        maxLength={40}
        optional
        hint={text.phoneHint()}
        defaultValue={address?.phone ?? ""}
      />
      <Field label={text.instructions()} name="/instructions" optional>
        {(control) => <textarea {...control} rows={2} maxLength={500} defaultValue={address?.instructions ?? ""} />}
      </Field>
      <label class="check">
        <input type="checkbox" name="/default" value="yes" defaultChecked={address?.default ?? false} />
        {text.useAsDefault()}
      </label>
    </>
  );
}

function CountryField({ value, onChange }: { value: string; onChange: (code: string) => void }) {
  return (
    <Field label={text.country()} name="/country">
      {(control) => (
        <select
          {...control}
          required
          autocomplete="country"
          value={value}
          onChange={(event) => {
            control.onInput();
            onChange(event.currentTarget.value);
          }}
        >
          <option value="">{text.choose()}</option>
          {namedCountries(currentLanguage()).map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

function fieldsFrom(values: Record<string, string>): Schemas["AddressFields"] {
  const textOf = (name: string) => values[`/${name}`] || null;
  return {
    name: textOf("name"),
    line1: values["/line1"] ?? "",
    line2: textOf("line2"),
    country: values["/country"] as Country,
    city: textOf("city"),
    region: textOf("region"),
    postalCode: textOf("postalCode"),
    phone: dialable(values["/phone"] ?? ""),
    instructions: values["/instructions"] ?? "",
    default: values["/default"] === "yes",
  };
}

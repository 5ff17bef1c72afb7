import { useSignal } from "@preact/signals";
import { type Schemas, VersionConflict } from "bodega-client";
import { useRef } from "preact/hooks";
import { Button } from "../../../kit/button";
import { TextField } from "../../../kit/field";
import { Form } from "../../../kit/form";
import { currentLanguage } from "../../../kit/i18n";
import { Refusal } from "../../../kit/problem";
import { shop } from "../../shop";
import { setProfile } from "../current";
import { text as account } from "../messages";
import { Notice } from "../notice";
import { dialable } from "../phone";
import { explaining } from "../problems";
import { Section } from "../section";
import { Submit } from "../signin/log-in-form";
import { type Conflict, merge } from "./merge";
import { text } from "./messages";

type Profile = Schemas["User"];
type Name = "firstName" | "lastName" | "phone";
type Values = Record<Name, string>;

const LABELS = { firstName: text.firstName, lastName: text.lastName, phone: text.phone };

/** Names and telephone number. A change on another device since the page was read is merged, or shown. */
export function NameSection({ profile }: { profile: Profile }) {
  // The state that the form was filled from. The profile can be read again while somebody types.
  const base = useRef(profile);
  const typed = useSignal(valuesOf(profile));
  const note = useSignal("");
  const conflicts = useSignal<readonly Conflict<Name>[]>([]);

  const save = async () => {
    note.value = "";
    conflicts.value = [];
    const saved = await explaining(() => patch(base.current, sendable(typed.value)));
    base.current = saved.profile;
    setProfile(saved.profile);
    conflicts.value = saved.conflicts;
    if (saved.conflicts.length > 0) throw new Refusal(text.conflict());
    typed.value = valuesOf(saved.profile);
    const things = listOf(saved.elsewhere.map((name) => LABELS[name]()));
    note.value = things ? text.elsewhere({ things }) : text.saved();
  };
  const use = ({ name, theirs }: Conflict<Name>) => {
    typed.value = { ...typed.value, [name]: theirs };
    conflicts.value = conflicts.value.filter((conflict) => conflict.name !== name);
  };
  const field = (name: Name) => ({
    label: LABELS[name](),
    name: `/${name}`,
    value: typed.value[name],
    required: false,
    onInput: (value: string) => {
      typed.value = { ...typed.value, [name]: value };
    },
  });
  return (
    <Section title={text.name()}>
      <Form label={text.name()} onSubmit={save}>
        <Conflicts conflicts={conflicts.value} onUse={use} />
        <TextField {...field("firstName")} autocomplete="given-name" maxLength={80} />
        <TextField {...field("lastName")} autocomplete="family-name" maxLength={80} />
        <TextField {...field("phone")} type="tel" autocomplete="tel" maxLength={40} hint={text.phoneHint()} />
        <Submit>{account.save()}</Submit>
        {note.value && <Notice>{note.value}</Notice>}
      </Form>
    </Section>
  );
}

function Conflicts({
  conflicts,
  onUse,
}: {
  conflicts: readonly Conflict<Name>[];
  onUse: (one: Conflict<Name>) => void;
}) {
  if (conflicts.length === 0) return null;
  return (
    <ul class="stack">
      {conflicts.map((one) => {
        const theirs = one.theirs || text.empty();
        return (
          <li key={one.name}>
            <p>{text.conflictField({ field: LABELS[one.name](), theirs, mine: one.mine || text.empty() })}</p>
            <Button onClick={() => onUse(one)}>{text.keepTheirs({ theirs })}</Button>
          </li>
        );
      })}
    </ul>
  );
}

interface Saved {
  readonly profile: Profile;
  readonly elsewhere: readonly Name[];
  readonly conflicts: readonly Conflict<Name>[];
}

/** Send the fields that differ from `base`. If somebody else was faster, send what does not contradict their change. */
async function patch(base: Profile, mine: Values, elsewhere: readonly Name[] = []): Promise<Saved> {
  const { changes } = merge(valuesOf(base), valuesOf(base), mine);
  if (Object.keys(changes).length === 0) return { profile: base, elsewhere, conflicts: [] };
  try {
    return { profile: await shop.me.patch(base, bodyOf(changes)), elsewhere, conflicts: [] };
  } catch (problem) {
    if (!(problem instanceof VersionConflict)) throw problem;
  }
  const theirs = await shop.me.get();
  const merged = merge(valuesOf(base), valuesOf(theirs), mine);
  if (merged.conflicts.length > 0) return { profile: theirs, elsewhere: merged.elsewhere, conflicts: merged.conflicts };
  return patch(theirs, { ...valuesOf(theirs), ...merged.changes }, merged.elsewhere);
}

function valuesOf({ firstName, lastName, phone }: Profile): Values {
  return { firstName, lastName, phone: phone ?? "" };
}

function sendable(values: Values): Values {
  return { firstName: values.firstName.trim(), lastName: values.lastName.trim(), phone: dialable(values.phone) ?? "" };
}

function bodyOf({ phone, ...names }: Partial<Values>): Schemas["ProfilePatch"] {
  return phone === undefined ? names : { ...names, phone: phone || null };
}

function listOf(things: readonly string[]): string {
  return new Intl.ListFormat(currentLanguage()).format(things);
}

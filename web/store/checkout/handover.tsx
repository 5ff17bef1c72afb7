import type { Store } from "bodega-client";
import { TextField } from "../../kit/field";
import { Choice } from "./choice";
import { change, draft, type Fulfilment, fulfilment } from "./draft";
import { text } from "./messages";
import { problemsOf } from "./problems";
import { WayOut } from "./way-out";

const LABELS: Record<Fulfilment, () => string> = { pickup: () => text.pickup(), dineIn: () => text.dineIn() };

/** How the customer gets the order. */
export function Handover({ store }: { store: Store }) {
  const options = store.fulfilments.map((value) => ({ value, label: LABELS[value]() }));
  const isNotOffered = problemsOf("fulfilment").some(({ code }) => code === "fulfilment_not_offered");
  return (
    <Choice
      name="fulfilment"
      legend={text.fulfilment()}
      options={options}
      chosen={fulfilment.value}
      onChoose={(value) => change({ fulfilment: value, at: null })}
    >
      {options.length === 1 && <p>{options[0]?.label}</p>}
      {isNotOffered && <WayOut>{text.notOffered()}</WayOut>}
      {fulfilment.value === "dineIn" && (
        <TextField
          label={text.table()}
          name="/fulfilment/table"
          value={draft.value.table}
          maxLength={20}
          onInput={(table) => change({ table })}
        />
      )}
    </Choice>
  );
}

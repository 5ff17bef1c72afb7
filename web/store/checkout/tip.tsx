import type { Money, Store } from "bodega-client";
import { TextField } from "../../kit/field";
import { formatMoney } from "../../kit/format";
import { Choice, type Option } from "./choice";
import { change, draft } from "./draft";
import { text } from "./messages";
import { problemsOf } from "./problems";
import { WayOut } from "./way-out";

const NONE = "none";
const OWN = "own";

/** The tip: a share of the order, or an amount. A store that suggests no tips asks for none. */
export function Tip({ store }: { store: Store }) {
  const { percents } = store.tips;
  const { tip } = draft.value;
  if (percents.length === 0) return null;
  const options: Option<string>[] = [
    { value: NONE, label: text.noTip() },
    ...percents.map((count) => ({ value: String(count), label: text.percent({ count }) })),
    { value: OWN, label: text.ownTip() },
  ];
  const chosen = tip === null ? NONE : typeof tip === "number" ? String(tip) : OWN;
  const choose = (value: string) => change({ tip: value === NONE ? null : value === OWN ? "" : Number(value) });
  return (
    <Choice name="tip" legend={text.tip()} options={options} chosen={chosen} onChoose={choose}>
      {typeof tip === "string" && (
        <TextField
          label={text.ownTipLabel()}
          name="/tip/amount"
          inputMode="decimal"
          value={tip}
          required={false}
          maxLength={20}
          autocomplete="off"
          onInput={(value) => change({ tip: value })}
        />
      )}
      {problemsOf("tip").map((problem) => (
        <TooHigh
          key={problem.pointer}
          maximum={problem.code === "tip_too_high" ? problem.maximumTip : null}
          digits={store.currencyDigits}
        />
      ))}
    </Choice>
  );
}

function TooHigh({ maximum, digits }: { maximum: Money | null; digits: number }) {
  if (!maximum) return null;
  const amount = formatMoney(maximum);
  const take = () => change({ tip: (maximum.amount / 10 ** digits).toFixed(digits) });
  return <WayOut action={{ label: text.maximumTip({ amount }), take }}>{text.tipTooHigh({ amount })}</WayOut>;
}

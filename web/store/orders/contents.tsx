/** What was ordered, and what it costs. */
import type { OwnOrder } from "bodega-client";
import { Money } from "../../kit/money";
import { Totals } from "../cart/totals";
import { text } from "./messages";

export function Contents({ order: { lines, totals, note, fulfilment } }: { order: OwnOrder }) {
  return (
    <section class="panel">
      <h2>{text.lines()}</h2>
      <p class="quiet">
        {fulfilment.type === "pickup" ? text.pickup() : text.dineIn()}
        {fulfilment.table && ` · ${text.table({ table: fulfilment.table })}`}
      </p>
      <ul class="order-lines">
        {lines.map((line) => (
          <Line key={line.line} line={line} />
        ))}
      </ul>
      {note && <p class="quiet">{text.note({ note })}</p>}
      <Totals totals={totals} isStale={false} />
    </section>
  );
}

function Line({ line }: { line: OwnOrder["lines"][number] }) {
  const addons = line.unit.addons.map(({ name, quantity }) => (quantity > 1 ? `${quantity} × ${name}` : name));
  return (
    <li>
      <span class="order-quantity">{line.quantity} ×</span>
      <div>
        {line.name}
        {addons.length > 0 && <p class="quiet">{addons.join(", ")}</p>}
        {line.note && <p class="quiet">{text.note({ note: line.note })}</p>}
      </div>
      <Money value={line.net} />
    </li>
  );
}

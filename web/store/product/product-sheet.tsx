/** The sheet of a product: its options, a note, the quantity, and the price of what is chosen. */

import { priceOf } from "bodega-client";
import { useState } from "preact/hooks";
import { Button } from "../../kit/button";
import { Sheet } from "../../kit/dialog";
import { Field } from "../../kit/field";
import { formatMoney } from "../../kit/format";
import { Stepper } from "../../kit/stepper";
import { toast } from "../../kit/toast";
import { addLine, type CartLine, cart, changeLine, limitFor } from "../cart/cart";
import { LIMITS, type LineFields } from "../cart/lines";
import { Badges, Picture, PriceLabel, soldOutText } from "../menu/card";
import { soldOutReason } from "../menu/catalog";
import { closeSheet, openSheet } from "../menu/sheet-address";
import type { MenuCustomization, MenuProduct } from "../menu/types";
import { type Chosen, chosenOf, groupsOf, missingOf, preset, selectionsOf } from "./choices";
import { Group } from "./group";
import { limitText } from "./limit-text";
import { text } from "./messages";

interface ProductSheetProps {
  /** Null if the shop does not have the product of the address. */
  product: MenuProduct | null;
  /** The key of the cart's line to change; null: the sheet adds a line. */
  line: string | null;
}

export function ProductSheet({ product, line }: ProductSheetProps) {
  if (!product) return <UnknownProduct />;
  const changed = cart.value.find(({ key, productId }) => key === line && productId === product.id);
  return <KnownProduct product={product} line={changed ?? null} />;
}

function UnknownProduct() {
  return (
    <Sheet title={text.gone()} onClose={closeSheet} footer={<Button onClick={closeSheet}>{text.toMenu()}</Button>}>
      <p>{text.goneHint()}</p>
    </Sheet>
  );
}

function KnownProduct({ product, line }: { product: MenuProduct; line: CartLine | null }) {
  const [chosen, setChosen] = useState<Chosen>(() => (line ? chosenOf(product, line.selections) : preset(product)));
  const [quantity, setQuantity] = useState(line?.quantity ?? 1);
  const [note, setNote] = useState(line?.note ?? "");
  const fields = {
    productId: product.id,
    quantity,
    selections: selectionsOf(product, chosen),
    note: note.trim() || null,
  };
  return (
    <Sheet
      title={product.name}
      onClose={closeSheet}
      lead={<Picture product={product} eager />}
      footer={<Order product={product} chosen={chosen} fields={fields} line={line} onQuantity={setQuantity} />}
    >
      <p class="card-facts">
        <PriceLabel product={product} />
        <Badges product={product} />
      </p>
      {product.description && <p>{product.description}</p>}
      {groupsOf(product).map((group) => (
        <Group key={group.id} group={group} chosen={chosen} onChange={setChosen} />
      ))}
      <Note value={note} onChange={setNote} />
    </Sheet>
  );
}

function Note({ value, onChange }: { value: string; onChange: (note: string) => void }) {
  return (
    <Field
      label={text.note()}
      name="note"
      optional
      hint={value && text.noteLeft({ count: LIMITS.note - value.length })}
    >
      {(control) => (
        <textarea
          {...control}
          rows={2}
          maxLength={LIMITS.note}
          value={value}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

interface OrderProps {
  product: MenuProduct;
  chosen: Chosen;
  fields: LineFields;
  line: CartLine | null;
  onQuantity: (quantity: number) => void;
}

/** The quantity and the button that adds or saves the line, or leads to what is missing. */
function Order({ product, chosen, fields, line, onQuantity }: OrderProps) {
  const obstacle = obstacleText(product, fields, line);
  const unmet = groupsOf(product).find((group) => missingOf(chosen, group) > 0);
  const press = () => {
    if (unmet) showGroup(unmet.id);
    else if (!obstacle && openSheet.value) store(product, fields, line);
  };
  return (
    <div class="order">
      {obstacle && (
        <p class="order-obstacle" id="order-obstacle">
          {obstacle}
        </p>
      )}
      <Stepper
        label={text.quantity()}
        value={fields.quantity}
        minimum={1}
        maximum={LIMITS.pieces}
        onChange={onQuantity}
      />
      <Button
        look="primary"
        wide
        aria-disabled={obstacle !== null}
        aria-describedby={obstacle ? "order-obstacle" : undefined}
        onClick={press}
      >
        {unmet && !obstacle ? missingText(chosen, unmet) : actionText(product, fields, line)}
      </Button>
    </div>
  );
}

/** Return why the line cannot be ordered, whatever one chooses; null if it can. */
function obstacleText(product: MenuProduct, fields: LineFields, line: CartLine | null): string | null {
  const reason = soldOutReason(product);
  if (reason) return soldOutText(reason);
  const limit = limitFor(fields, line?.key);
  return limit && limitText(limit);
}

function missingText(chosen: Chosen, group: MenuCustomization): string {
  const count = missingOf(chosen, group);
  return group.required ? text.chooseMore({ count }) : text.moreOrNone({ count });
}

function actionText(product: MenuProduct, fields: LineFields, line: CartLine | null): string {
  const unit = priceOf(product, fields.selections);
  const price = formatMoney({ ...unit, amount: unit.amount * fields.quantity });
  return line ? text.save({ price }) : text.add({ price });
}

function store(product: MenuProduct, fields: LineFields, line: CartLine | null): void {
  const { name } = product;
  const seen = { name, unit: priceOf(product, fields.selections) };
  const limit = line ? changeLine(line.key, { ...fields, seen }) : addLine(fields, seen);
  if (!limit) closeSheet();
  toast(limit ? limitText(limit) : line ? text.saved({ name }) : text.added({ name }));
}

/** Bring a group into view, and the focus to its first option that can be chosen. */
function showGroup(id: string): void {
  const group = document.getElementById(id);
  const option = group?.querySelector<HTMLElement>("input:not([aria-disabled=true]), button:not([aria-disabled=true])");
  group?.scrollIntoView({ block: "start", behavior: "smooth" });
  option?.focus({ preventScroll: true });
}

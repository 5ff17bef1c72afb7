/** A line of the cart. */

import { Button } from "../../kit/button";
import { formatMoney } from "../../kit/format";
import { Icon } from "../../kit/icon";
import { Stepper } from "../../kit/stepper";
import { toast } from "../../kit/toast";
import { productPath } from "../menu/catalog";
import { catalog } from "../menu/menu-state";
import type { MenuProduct } from "../menu/types";
import { limitText } from "../product/limit-text";
import { Link } from "../shell/router";
import { type CartLine, changeLine, duplicateLine, type Limit, removeLine } from "./cart";
import { LIMITS } from "./lines";
import { text } from "./messages";
import type { QuotedLine } from "./quote";
import { priceChange, warnings } from "./warnings";

interface LineProps {
  line: CartLine;
  /** What the latest quote says about the line; null if it does not know it yet. */
  quoted: QuotedLine | null;
}

export function LineItem({ line, quoted }: LineProps) {
  const product = catalog.value?.products.get(line.productId);
  const name = product?.name ?? quoted?.line?.name ?? line.seen?.name ?? text.unnamed();
  return (
    <li id={`line-${line.key}`} class="cart-line">
      <div class="cart-line-head">
        <h2>{name}</h2>
        <LinePrice line={line} quoted={quoted} />
      </div>
      <Options line={line} quoted={quoted} product={product} />
      {line.note && <p class="quiet">{text.note({ note: line.note })}</p>}
      <Warnings line={line} quoted={quoted} product={product} />
      <div class="cart-line-controls">
        <Stepper
          label={name}
          value={line.quantity}
          minimum={1}
          maximum={LIMITS.pieces}
          onChange={(quantity) => tell(changeLine(line.key, { quantity }))}
        />
        {product && (
          <Link to={`${productPath(product)}?line=${line.key}`} class="button quiet" label={text.changeLine({ name })}>
            {text.change()}
          </Link>
        )}
        <Button look="quiet" label={text.duplicateLine({ name })} onClick={() => tell(duplicateLine(line.key))}>
          {text.duplicate()}
        </Button>
        <Button look="quiet" icon="trash" label={text.removeLine({ name })} onClick={() => remove(line.key, name)} />
      </div>
    </li>
  );
}

/** The price of the line as the shop quotes it; until then, as the customer saw it. */
function LinePrice({ line, quoted }: LineProps) {
  const { seen, quantity } = line;
  const unit = quoted?.line?.unit.amount ?? seen?.unit;
  if (!unit) return null;
  return (
    <p class="cart-line-price">
      <span class="money">{formatMoney({ ...unit, amount: unit.amount * quantity })}</span>
      {quantity > 1 && <span class="quiet">{text.each({ price: formatMoney(unit) })}</span>}
    </p>
  );
}

function Options({ line, quoted, product }: LineProps & { product: MenuProduct | undefined }) {
  const names = line.selections.flatMap(({ customizationId, addons }) => {
    const group = product?.customizations.find(({ id }) => id === customizationId);
    return addons.flatMap(({ addonId, quantity }) => {
      const quotedName = quoted?.line?.unit.addons.find((addon) => addon.addonId === addonId)?.name;
      const name = group?.addons.find(({ id }) => id === addonId)?.name ?? quotedName;
      return name ? [quantity > 1 ? `${quantity} × ${name}` : name] : [];
    });
  });
  return names.length ? <p class="quiet">{names.join(", ")}</p> : null;
}

function Warnings({ line, quoted, product }: LineProps & { product: MenuProduct | undefined }) {
  const now = quoted?.line?.unit.amount;
  return (
    <div role="status">
      {warnings(line, quoted, product).map((sentence) => (
        <p key={sentence} class="warning">
          <Icon name="alert" />
          <span>{sentence}</span>
        </p>
      ))}
      {now && priceChange(line, quoted) && (
        <Button onClick={() => changeLine(line.key, { seen: { name: quoted?.line?.name ?? "", unit: now } })}>
          {text.acceptPrice()}
        </Button>
      )}
    </div>
  );
}

function remove(key: string, name: string): void {
  const undo = removeLine(key);
  toast(text.removed({ name }), { undo: () => tell(undo()) });
}

function tell(limit: Limit | null): void {
  if (limit) toast(limitText(limit));
}

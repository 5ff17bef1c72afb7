/** A product on the menu. */

import { formatMoney } from "../../kit/format";
import { href } from "../base";
import { excerpt, lowestPrice, productPath, soldOutReason } from "./catalog";
import { text } from "./messages";
import { openFromLink } from "./sheet-address";
import type { MenuProduct } from "./types";

interface CardProps {
  product: MenuProduct;
  /** Whether the picture is loaded before the card comes into view. */
  eager: boolean;
}

export function Card({ product, eager }: CardProps) {
  return (
    <li class={product.available ? "card" : "card sold-out"}>
      <Picture product={product} eager={eager} />
      <div class="card-text">
        <h3>
          <a href={href(productPath(product))} onClick={openFromLink}>
            {product.name}
          </a>
        </h3>
        {product.description && <p class="card-description">{excerpt(product.description)}</p>}
        <p class="card-facts">
          <PriceLabel product={product} />
          <Badges product={product} />
        </p>
      </div>
    </li>
  );
}

/** The place of a card that is not rendered yet. */
export function EmptyCard() {
  return (
    <li class="card empty" aria-hidden="true">
      <span class="picture" />
    </li>
  );
}

/** The picture has an empty description: the name stands beside it. */
export function Picture({ product, eager }: { product: MenuProduct; eager: boolean }) {
  const [image] = product.images;
  return (
    <span class="picture" data-initial={image ? undefined : [...product.name][0]}>
      {image && (
        <img
          src={image}
          alt=""
          width={400}
          height={300}
          loading={eager ? "eager" : "lazy"}
          decoding="async"
          onError={(event) => event.currentTarget.remove()}
        />
      )}
    </span>
  );
}

export function PriceLabel({ product }: { product: MenuProduct }) {
  const { amount, from } = lowestPrice(product);
  const price = formatMoney(amount);
  return <span class="money price">{from ? text.from({ price }) : price}</span>;
}

export function Badges({ product }: { product: MenuProduct }) {
  const reason = soldOutReason(product);
  return (
    <>
      {reason && <span class="tag">{soldOutText(reason)}</span>}
      {!reason && product.fewLeft && <span class="tag few">{text.fewLeft()}</span>}
      {product.spiciness > 0 && <span class="tag hot">{product.spiciness > 2 ? text.hot() : text.spicy()}</span>}
    </>
  );
}

export function soldOutText(reason: NonNullable<ReturnType<typeof soldOutReason>>): string {
  if (reason === "category") return text.notServed();
  return reason === "option" ? text.optionSoldOut() : text.soldOut();
}

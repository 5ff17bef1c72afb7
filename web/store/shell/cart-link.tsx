/** The cart in the header: its pieces and their price. */
import { Icon } from "../../kit/icon";
import { Money } from "../../kit/money";
import { cartCount, cartTotal } from "../cart/cart";
import { text } from "./messages";
import { Link } from "./router";

export function CartLink() {
  const count = cartCount.value;
  const total = cartTotal.value;
  return (
    <Link to="/cart" class={count ? "top-cart filled" : "top-cart"}>
      <Icon name="bag" />
      <span class="visually-hidden">{count ? text.cartHas({ count }) : text.cart()}</span>
      {count > 0 && (
        <span class="top-count" aria-hidden="true">
          {count}
        </span>
      )}
      {count > 0 && total && <Money value={total} />}
    </Link>
  );
}

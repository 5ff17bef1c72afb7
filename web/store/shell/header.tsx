/** The header: the shop's name, whether it is open, the account, the cart, and the language and theme. */
import { Icon } from "../../kit/icon";
import { Money } from "../../kit/money";
import { cartCount, cartTotal } from "../cart/cart";
import { me, storeState } from "../shop";
import { text } from "./messages";
import { opening } from "./opening";
import { Preferences } from "./preferences";
import { Link, useShopName } from "./router";

export function Header() {
  return (
    <header class="top">
      <div class="top-bar">
        <div class="brand">
          <Link to="/" class="brand-name">
            {useShopName()}
          </Link>
          <OpenState />
        </div>
        <nav aria-label={text.mainNavigation()}>
          <Preferences />
          <AccountLink />
          <CartLink />
        </nav>
      </div>
    </header>
  );
}

function OpenState() {
  const store = storeState.value;
  const { state, text: words } = store ? opening(store) : { state: "open", text: "\u00a0" };
  return <span class={store ? `open-state ${state}` : "open-state"}>{words}</span>;
}

function AccountLink() {
  const known = me.value.kind === "customer";
  return (
    <Link to={known ? "/account" : me.value.kind === "guest" ? "/orders" : "/login"} class="top-link">
      <Icon name={me.value.kind === "guest" ? "receipt" : "account"} />
      <span class="top-text">{known ? text.account() : me.value.kind === "guest" ? text.orders() : text.logIn()}</span>
    </Link>
  );
}

function CartLink() {
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

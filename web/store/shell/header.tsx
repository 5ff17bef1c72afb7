/** The header: the shop's name, whether it is open, the account, the cart, and the language and theme. */
import { Icon } from "../../kit/icon";
import { me, storeState } from "../shop";
import { laterPart } from "./later-part";
import { text } from "./messages";
import { opening } from "./opening";
import { Link, useShopName } from "./router";

export function Header() {
  const part = laterPart.loaded.value;
  const { Preferences, CartLink } =
    part && part !== "failed" ? part : { Preferences: PreferencesPlace, CartLink: EmptyCartLink };
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

/** Keeps the place of the preferences, so that the header does not move when they are loaded. */
function PreferencesPlace() {
  return (
    <span class="top-link" aria-hidden="true">
      <Icon name="sliders" />
    </span>
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

/** The way to the cart, until its contents are known. */
function EmptyCartLink() {
  return (
    <Link to="/cart" class="top-cart" label={text.cart()}>
      <Icon name="bag" />
    </Link>
  );
}

/** The cart: its lines, what is wrong with them, and the total as the shop quotes it. */

import { useEffect } from "preact/hooks";
import { Button } from "../../kit/button";
import { ErrorPanel } from "../../kit/error-panel";
import { followMenu } from "../menu/menu-state";
import { Link, navigate, usePageTitle } from "../shell/router";
import { cart } from "./cart";
import { LineItem } from "./line-item";
import { LIMITS } from "./lines";
import { text } from "./messages";
import { quote, quotedLines, quoteError, quoteState, requote } from "./quote";
import { Totals } from "./totals";
import { needsAttention } from "./warnings";

/** The cart says how many lines still fit once so few are left. */
const FEW_LINES = 5;

export default function CartScreen() {
  usePageTitle(text.cart());
  // The names of products and options come from the menu.
  useEffect(followMenu, []);
  return (
    <div class="page narrow cart">
      <h1>{text.cart()}</h1>
      {cart.value.length ? <Filled /> : <Empty />}
    </div>
  );
}

function Empty() {
  return (
    <div class="message">
      <p class="message-title">{text.empty()}</p>
      <p class="quiet">{text.emptyHint()}</p>
      <Link to="/" class="button primary">
        {text.menu()}
      </Link>
    </div>
  );
}

function Filled() {
  const left = LIMITS.lines - cart.value.length;
  return (
    <>
      <ul class="cart-lines">
        {cart.value.map((line) => (
          <LineItem key={line.key} line={line} quoted={quotedLines.value.get(line.key) ?? null} />
        ))}
      </ul>
      {left <= FEW_LINES && <p class="quiet">{text.linesLeft({ count: left })}</p>}
      <Summary />
    </>
  );
}

function Summary() {
  const current = quote.value;
  const state = quoteState.value;
  return (
    <section class="cart-summary" aria-label={text.total()} aria-busy={state === "loading"}>
      {state === "failed" && <ErrorPanel problem={quoteError.value} retry={() => void requote()} />}
      {current && <Totals totals={current.totals} isStale={state !== "fresh"} />}
      <p class="visually-hidden" role="status">
        {state === "loading" && text.updating()}
      </p>
      <CheckoutButton />
      <Link to="/">{text.menu()}</Link>
    </section>
  );
}

/** Leads to the checkout, or to the first line that cannot be ordered as it is. */
function CheckoutButton() {
  const wrong = cart.value.filter((line) => needsAttention(line, quotedLines.value.get(line.key) ?? null));
  const [first] = wrong;
  return (
    <Button look="primary" wide onClick={() => (first ? showLine(first.key) : navigate("/checkout"))}>
      {first ? text.firstProblem({ count: wrong.length }) : text.checkout()}
    </Button>
  );
}

function showLine(key: string): void {
  const line = document.getElementById(`line-${key}`);
  line?.scrollIntoView({ block: "center" });
  line?.querySelector<HTMLElement>("button, a")?.focus({ preventScroll: true });
}

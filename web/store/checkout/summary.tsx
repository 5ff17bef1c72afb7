import { ErrorPanel } from "../../kit/error-panel";
import { formatMoney } from "../../kit/format";
import { cart } from "../cart/cart";
import { quote, quotedLines, quoteError, quoteState, requote } from "../cart/quote";
import { Totals } from "../cart/totals";
import { needsAttention } from "../cart/warnings";
import { Link } from "../shell/router";
import { text } from "./messages";
import { WayOut } from "./way-out";

/** What is ordered, and what it costs. */
export function Summary() {
  const state = quoteState.value;
  return (
    <section class="panel checkout-part" aria-labelledby="summary-title" aria-busy={state === "loading"}>
      <h2 id="summary-title">{text.summary()}</h2>
      <ul class="checkout-lines">
        {cart.value.map((line) => {
          const quoted = quotedLines.value.get(line.key)?.line;
          return (
            <li key={line.key}>
              <span class="checkout-quantity">{line.quantity} ×</span>
              <span>{quoted?.name ?? line.seen?.name}</span>
              {quoted && <span class="money">{formatMoney(quoted.net)}</span>}
            </li>
          );
        })}
      </ul>
      <CartProblem />
      {state === "failed" && <ErrorPanel problem={quoteError.value} retry={() => void requote()} />}
      {quote.value && <Totals totals={quote.value.totals} isStale={state !== "fresh"} />}
    </section>
  );
}

/** The cart shows what is wrong with each line, and offers to change or remove it. */
function CartProblem() {
  const isWrong = cart.value.some((line) => needsAttention(line, quotedLines.value.get(line.key) ?? null));
  return (
    <div>
      {isWrong && <WayOut>{text.linesProblem()}</WayOut>}
      <Link to="/cart" class="checkout-cart">
        {isWrong ? text.fixCart() : text.backToCart()}
      </Link>
    </div>
  );
}

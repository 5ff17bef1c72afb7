/** Puts the lines of an order into the cart again. */
import { useSignal } from "@preact/signals";
import type { Reorder } from "bodega-client";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { ErrorPanel } from "../../kit/error-panel";
import { toast } from "../../kit/toast";
import { addLine } from "../cart/cart";
import { limitText } from "../product/limit-text";
import { navigate } from "../shell/router";
import { shop } from "../shop";
import { text } from "./messages";

/** A button that orders the same again. If something is not offered any more, it says so before it goes to the cart. */
export function OrderAgain({ id, label }: { id: string; label?: string }) {
  const busy = useSignal(false);
  const problem = useSignal<unknown>(null);
  const found = useSignal<Reorder | null>(null);
  const order = async () => {
    busy.value = true;
    problem.value = null;
    try {
      const reorder = await shop.orders.mine.reorder(id);
      const limits = reorder.quote.lines.map((line) => addLine(lineOf(line), null));
      const limit = limits.find((exceeded) => exceeded !== null);
      if (limit) toast(limitText(limit));
      if (reorder.missing.length > 0) found.value = reorder;
      else navigate("/cart");
    } catch (failure) {
      problem.value = failure;
    } finally {
      busy.value = false;
    }
  };
  return (
    <div class="order-actions">
      {problem.value !== null && <ErrorPanel problem={problem.value} />}
      <Button busy={busy.value} icon="bag" onClick={() => void order()}>
        {text.again()}
        {label && <span class="visually-hidden"> {label}</span>}
      </Button>
      {found.value && <Missing reorder={found.value} onClose={() => (found.value = null)} />}
    </div>
  );
}

function lineOf({ productId, quantity, selections, note }: Reorder["quote"]["lines"][number]) {
  return { productId, quantity, selections, note };
}

function Missing({ reorder: { missing, quote }, onClose }: { reorder: Reorder; onClose: () => void }) {
  const isLeft = quote.lines.length > 0;
  return (
    <Dialog
      title={text.againTitle()}
      onClose={onClose}
      footer={
        <Button look="primary" onClick={() => navigate(isLeft ? "/cart" : "/")}>
          {isLeft ? text.goToCart() : text.toMenu()}
        </Button>
      }
    >
      <p>{isLeft ? text.otherLines() : text.noneLeft()}</p>
      <ul class="bullets">
        {missing.map(({ line, name, addon }) => (
          <li key={`${line} ${addon}`}>{addon ? `${addon} (${name})` : name}</li>
        ))}
      </ul>
    </Dialog>
  );
}

import type { Money } from "bodega-client";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { formatMoney } from "../../kit/format";
import { text } from "./messages";

interface PriceChangedProps {
  before: Money;
  now: Money;
  onClose: () => void;
}

/** Asks again, because the order has another total than the one on the button. It stands in the form, which it sends. */
export function PriceChanged({ before, now, onClose }: PriceChangedProps) {
  const footer = (
    <>
      <Button type="submit" look="primary">
        {text.orderAnyway({ total: formatMoney(now) })}
      </Button>
      <Button onClick={onClose}>{text.keep()}</Button>
    </>
  );
  return (
    <Dialog title={text.priceChanged()} onClose={onClose} footer={footer}>
      <p>{text.priceWas({ before: formatMoney(before), now: formatMoney(now) })}</p>
    </Dialog>
  );
}

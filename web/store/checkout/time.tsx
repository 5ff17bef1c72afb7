import type { OrderProblem, Store, StoreSlot } from "bodega-client";
import { useEffect } from "preact/hooks";
import { ErrorPanel } from "../../kit/error-panel";
import { Field } from "../../kit/field";
import { formatDate, formatTime } from "../../kit/format";
import { quote } from "../cart/quote";
import { Choice } from "./choice";
import { change, draft, fulfilment } from "./draft";
import { text } from "./messages";
import { problemsOf } from "./problems";
import { day, dayProblem, daysOf, showDay, showDayOf, showFirstFreeDay } from "./slots";
import { WayOut } from "./way-out";

const ASAP = "asap";
const LATER = "later";

/** When the order is due: as soon as possible, or in a slot. A closed shop takes orders for slots only, and the header says so. */
export function Time({ store }: { store: Store }) {
  const isOpen = store.open && !store.paused;
  const isLater = draft.value.at !== null || day.value !== null || !isOpen;
  const choose = (value: string) => (value === LATER ? void chooseLater(store) : chooseAsap());
  useEffect(() => {
    if (isLater) void chooseLater(store);
  }, [isOpen, fulfilment.value]);
  const later = { value: LATER, label: text.later() };
  return (
    <Choice
      name="time"
      legend={text.time()}
      options={isOpen ? [{ value: ASAP, label: asapLabel() }, later] : [later]}
      chosen={isLater ? LATER : ASAP}
      onChoose={choose}
    >
      {isLater && <Slots store={store} />}
      {problemsOf("fulfilment").map((problem) => (
        <TimeProblem key={problem.code} problem={problem} store={store} />
      ))}
    </Choice>
  );
}

function asapLabel(): string {
  const found = quote.value?.fulfilment;
  return found?.asap && found.from ? text.asapAbout({ time: formatTime(found.from) }) : text.asap();
}

function chooseAsap(): void {
  day.value = null;
  change({ at: null });
}

/** Show the day of the chosen slot. Without one, show the first day with a free slot, and choose that slot. */
async function chooseLater(store: Store): Promise<void> {
  const { at } = draft.value;
  if (at) await showDayOf(at, daysOf(store), fulfilment.value);
  else choose(await showFirstFreeDay(daysOf(store), fulfilment.value));
}

function choose(slot: StoreSlot | null): void {
  change({ at: slot?.from ?? null });
}

function Slots({ store }: { store: Store }) {
  const shown = day.value;
  if (dayProblem.value) {
    return <ErrorPanel problem={dayProblem.value} retry={() => void chooseLater(store)} />;
  }
  return (
    <div class="checkout-slots">
      <Field label={text.day()} name="day">
        {(control) => (
          <select
            {...control}
            value={shown?.date ?? store.businessDay}
            onChange={(event) => void showDay(event.currentTarget.value, fulfilment.value).then(choose)}
          >
            {daysOf(store).map((date) => (
              <option key={date} value={date}>
                {formatDate(`${date}T12:00:00Z`, { timeZone: "UTC", weekday: "long", day: "numeric", month: "long" })}
              </option>
            ))}
          </select>
        )}
      </Field>
      <SlotField slots={shown?.slots ?? null} />
    </div>
  );
}

function SlotField({ slots }: { slots: readonly StoreSlot[] | null }) {
  const { at } = draft.value;
  if (!slots) return <p role="status">{text.loadingTimes()}</p>;
  if (!slots.some(({ status }) => status === "free")) return <WayOut>{text.noSlots()}</WayOut>;
  return (
    <Field label={text.time()} name="/fulfilment/at">
      {(control) => (
        <select {...control} value={at ?? undefined} onChange={(event) => change({ at: event.currentTarget.value })}>
          {slots.map(({ from, status }) => (
            <option key={from} value={from} disabled={status === "full"}>
              {status === "full" ? text.full({ time: formatTime(from) }) : formatTime(from)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** What is wrong with the time, and the next one that is not. */
function TimeProblem({ problem, store }: { problem: OrderProblem; store: Store }) {
  const take = (at: string | null) =>
    at === null ? undefined : { label: text.takeTime({ time: formatTime(at) }), take: () => takeTime(at, store) };
  switch (problem.code) {
    case "slot_full":
      return <WayOut action={take(problem.next)}>{text.slotFull()}</WayOut>;
    case "too_soon":
      return <WayOut action={take(problem.earliest)}>{text.tooSoon()}</WayOut>;
    case "store_closed":
      return <WayOut>{text.closed()}</WayOut>;
    case "too_far_ahead":
      return <WayOut>{text.tooFarAhead()}</WayOut>;
    default:
      return null;
  }
}

function takeTime(at: string, store: Store): void {
  change({ at });
  void chooseLater(store);
}

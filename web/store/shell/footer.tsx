/** The footer: where the shop is, when it is open, and how to reach it. */
import type { Store } from "bodega-client";
import { Fragment } from "preact";
import { formatDate } from "../../kit/format";
import { locale } from "../../kit/i18n";
import { storeState } from "../shop";
import { text } from "./footer-messages";
import { Link, useShopName } from "./router";

export function Footer() {
  const store = storeState.value;
  const name = useShopName();
  return (
    <footer class="footer">
      <div class="footer-columns">
        <section>
          <h2>{name}</h2>
          {store && <Address store={store} />}
        </section>
        <section>
          <h2>{text.hours()}</h2>
          {store && <Hours store={store} />}
        </section>
        <section>
          <h2>{text.links()}</h2>
          <ul>
            <li>
              <Link to="/">{text.menu()}</Link>
            </li>
            <li>
              <Link to="/orders">{text.orders()}</Link>
            </li>
            <li>
              <Link to="/account">{text.account()}</Link>
            </li>
          </ul>
        </section>
      </div>
    </footer>
  );
}

function Address({ store: { address, phone, taxNumber } }: { store: Store }) {
  const place = address && [
    address.line1,
    address.line2,
    [address.city, address.region, address.postalCode].filter(Boolean).join(" "),
    new Intl.DisplayNames(locale(), { type: "region" }).of(address.country),
  ];
  return (
    <address>
      {place?.filter(Boolean).map((line) => (
        <div key={line}>{line}</div>
      ))}
      {phone && <a href={`tel:${phone}`}>{phone}</a>}
      {taxNumber && <div class="quiet">{text.taxNumber({ number: taxNumber })}</div>}
    </address>
  );
}

function Hours({ store }: { store: Store }) {
  const { hours } = store;
  if (!hours) return <p>{text.always()}</p>;
  const coming = store.closures.filter((closure) => (closure.to ?? closure.from) >= store.businessDay).slice(0, 3);
  return (
    <>
      <dl class="hours">
        {DAYS.map((day, place) => (
          <Fragment key={day}>
            <dt>{dayName(place)}</dt>
            <dd>
              {hours[day].map(({ from, to }) => (
                <span key={from}>
                  {clock(from)} – {clock(to)}
                </span>
              ))}
              {hours[day].length === 0 && text.closed()}
            </dd>
          </Fragment>
        ))}
      </dl>
      {coming.map((closure) => (
        <p key={closure.from} class="quiet">
          {closure.to && closure.to !== closure.from
            ? text.closedFromTo({ from: date(closure.from), to: date(closure.to) })
            : text.closedOn({ day: date(closure.from) })}
          {closure.reason && ` (${closure.reason})`}
        </p>
      ))}
    </>
  );
}

const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;

/** Return the name of a day of the week. 5 January 1970 was a Monday. */
function dayName(place: number): string {
  return formatDate(new Date(Date.UTC(1970, 0, 5 + place)), { weekday: "long", timeZone: "UTC" });
}

/** Return a time of the opening hours as customers write it. `24:00` is midnight. */
function clock(time: string): string {
  const [hour, minute] = time.split(":").map(Number);
  return formatDate(new Date(Date.UTC(1970, 0, 5, hour, minute)), {
    hour: "numeric",
    minute: "2-digit",
    timeZone: "UTC",
  });
}

function date(day: string): string {
  return formatDate(day, { day: "numeric", month: "long", timeZone: "UTC" });
}

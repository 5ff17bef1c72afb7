import { text } from "./messages";
import { Link, usePageTitle } from "./router";

/** The page for addresses that the store does not have. */
export function NotFound() {
  usePageTitle(text.notFound());
  return (
    <section class="page narrow">
      <h1>{text.notFound()}</h1>
      <p>{text.notFoundText()}</p>
      <p>
        <Link to="/" class="button primary">
          {text.toMenu()}
        </Link>
      </p>
    </section>
  );
}

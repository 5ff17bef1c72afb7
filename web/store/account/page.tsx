import type { ComponentChildren } from "preact";
import { Link, usePageTitle } from "../shell/router";

interface NarrowPageProps {
  title: string;
  children: ComponentChildren;
}

/** A page with one column: a form, or an answer. */
export function NarrowPage({ title, children }: NarrowPageProps) {
  usePageTitle(title);
  return (
    <div class="page narrow">
      <h1>{title}</h1>
      {children}
    </div>
  );
}

/** Where the customer can go from here. The first step is the one that most want. */
export function NextSteps({ steps }: { steps: readonly (readonly [page: string, name: string])[] }) {
  return (
    <p class="actions">
      {steps.map(([page, name], place) => (
        <Link key={page} to={page} class={place === 0 ? "button primary" : "button"}>
          {name}
        </Link>
      ))}
    </p>
  );
}

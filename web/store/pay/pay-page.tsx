import { useEffect } from "preact/hooks";
import { Button } from "../../kit/button";
import { ErrorPanel } from "../../kit/error-panel";
import { Skeleton } from "../../kit/skeleton";
import { withComeback } from "../account/signin/comeback";
import { href } from "../base";
import { config, storeState } from "../shop";
import { CardForm } from "./card-form";
import { text } from "./messages";
import { orderId, orderPage, type Step, start, step } from "./payment";

/** The page that takes the card. It has no other content of the shop, because it loads the provider's script. */
export function PayPage() {
  const name = storeState.value?.name ?? config.shop;
  useEffect(() => {
    document.title = `${text.title()} · ${name}`;
  });
  return (
    <>
      <header class="pay-top">
        <a href={href("/")}>{name}</a>
      </header>
      <main class="page narrow">
        <h1>{text.title()}</h1>
        <Content current={step.value} />
        <p class="pay-back">
          <a href={orderPage}>{text.toOrder()}</a>
        </p>
      </main>
    </>
  );
}

function Content({ current }: { current: Step }) {
  switch (current.name) {
    case "loading":
      return <Skeleton />;
    case "card":
      return <CardForm order={current.order} payment={current.payment} />;
    case "failed":
      return <ErrorPanel problem={current.problem} retry={() => void start()} />;
    case "missing":
      return <Missing />;
    case "unavailable":
      return (
        <div class="panel" role="alert">
          <p>{text.unavailable({ count: current.seconds })}</p>
          <Button onClick={() => void start()}>{text.tryAgain()}</Button>
        </div>
      );
    default:
      return (
        <div class="panel" role="status">
          {text[current.name]()}
        </div>
      );
  }
}

function Missing() {
  return (
    <div class="panel" role="alert">
      <p>{text.missing()}</p>
      <p>{text.missingMail()}</p>
      <a class="button primary" href={href(withComeback("/login", `/o/${orderId}`))}>
        {text.logIn()}
      </a>
    </div>
  );
}

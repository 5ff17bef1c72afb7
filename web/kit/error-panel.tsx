import { Button } from "./button";
import { Icon } from "./icon";
import { text } from "./messages";
import { problemReference, problemText } from "./problem";

interface ErrorPanelProps {
  problem: unknown;
  /** Tries again. Without it there is no button. */
  retry?: (() => void) | undefined;
  busy?: boolean | undefined;
}

/** Says what went wrong and what the customer can do. */
export function ErrorPanel({ problem, retry, busy = false }: ErrorPanelProps) {
  const reference = problemReference(problem);
  return (
    <div class="error-panel" role="alert">
      <Icon name="alert" />
      <div>
        <p>{problemText(problem)}</p>
        {reference && <p class="quiet">{text.reference({ reference })}</p>}
        {retry && (
          <Button busy={busy} onClick={retry}>
            {text.tryAgain()}
          </Button>
        )}
      </div>
    </div>
  );
}

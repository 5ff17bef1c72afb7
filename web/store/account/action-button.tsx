import type { ComponentProps } from "preact";
import { Button } from "../../kit/button";
import { ErrorPanel } from "../../kit/error-panel";
import { useAction } from "./action";

interface ActionButtonProps extends Pick<ComponentProps<typeof Button>, "look" | "label"> {
  action: () => Promise<unknown>;
  children: string;
}

/** A button that is busy while it does something, and the problem if that did not work. */
export function ActionButton({ action, children, ...rest }: ActionButtonProps) {
  const { busy, problem, start } = useAction(action);
  return (
    <>
      {problem !== null && <ErrorPanel problem={problem} />}
      <Button {...rest} busy={busy} onClick={start}>
        {children}
      </Button>
    </>
  );
}

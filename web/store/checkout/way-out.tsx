import type { ComponentChildren } from "preact";
import { Button } from "../../kit/button";
import { Icon } from "../../kit/icon";

interface WayOutProps {
  children: ComponentChildren;
  /** What a button does about it. */
  action?: { label: string; take: () => void } | undefined;
}

/** Says what prevents the order at its place, with a way out. */
export function WayOut({ children, action }: WayOutProps) {
  return (
    <div class="way-out" role="status">
      <p class="problem">
        <Icon name="alert" />
        {children}
      </p>
      {action && <Button onClick={action.take}>{action.label}</Button>}
    </div>
  );
}

import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "../../kit/icon";

interface NoticeProps {
  icon?: IconName;
  children: ComponentChildren;
}

/** A sentence that matters on the page it stands on. Screen readers read it when it appears. */
export function Notice({ icon = "check", children }: NoticeProps) {
  return (
    <div class="note" role="status">
      <Icon name={icon} />
      <div>{children}</div>
    </div>
  );
}

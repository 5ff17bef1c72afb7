/** A button that shows when it is busy. It is never disabled silently: a press while it is busy does nothing, and says so. */
import type { ComponentChildren, JSX } from "preact";
import { Icon, type IconName } from "./icon";
import { text } from "./messages";

type Look = "primary" | "secondary" | "quiet" | "danger";

type ButtonProps = Omit<JSX.IntrinsicElements["button"], "class" | "icon"> & {
  look?: Look | undefined;
  busy?: boolean | undefined;
  icon?: IconName | undefined;
  /** The name of a button that shows only its icon. */
  label?: string | undefined;
  wide?: boolean | undefined;
  children?: ComponentChildren;
};

export function Button({
  look = "secondary",
  busy = false,
  icon,
  label,
  wide = false,
  children,
  ...rest
}: ButtonProps) {
  const press = rest.onClick;
  return (
    <button
      type="button"
      {...rest}
      class={`button ${look}${wide ? " wide" : ""}${children ? "" : " icon-only"}`}
      aria-label={label}
      aria-busy={busy}
      aria-disabled={busy || rest["aria-disabled"]}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else press?.(event);
      }}
    >
      {busy ? <Spinner /> : icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

function Spinner() {
  return (
    <span class="spinner">
      <span class="visually-hidden">{text.busy()}</span>
    </span>
  );
}

/** Modal dialogs. The browser keeps the focus inside, closes with Escape, and returns the focus afterwards. */
import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { Button } from "./button";
import { text } from "./messages";

interface DialogProps {
  title: string;
  /** Called when the customer closes it. The parent stops rendering it. */
  onClose: () => void;
  children: ComponentChildren;
  /** Controls that stay visible at the bottom. */
  footer?: ComponentChildren;
  /** A picture or other content above the title. */
  lead?: ComponentChildren;
}

/** A dialog in the middle of the page. It is open while it is rendered. */
export function Dialog(props: DialogProps) {
  return <Modal {...props} look="dialog" />;
}

/** A dialog that comes from the bottom on phones, and stands in the middle on larger screens. */
export function Sheet(props: DialogProps) {
  return <Modal {...props} look="sheet" />;
}

function Modal({ title, onClose, children, footer, lead, look }: DialogProps & { look: string }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const headline = useRef<HTMLHeadingElement>(null);
  const heading = useId();
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    headline.current?.focus();
    return () => element?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside the dialog closes it as Escape does
    <dialog
      ref={dialog}
      class={`modal ${look}`}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div class="modal-content">
        <div class="modal-body">
          {lead}
          <h2 id={heading} ref={headline} tabIndex={-1}>
            {title}
          </h2>
          {children}
        </div>
        {footer && <div class="modal-footer">{footer}</div>}
        <div class="modal-close">
          <Button look="quiet" icon="close" label={text.close()} onClick={onClose} />
        </div>
      </div>
    </dialog>
  );
}

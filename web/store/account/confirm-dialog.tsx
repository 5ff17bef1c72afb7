import type { ComponentChildren } from "preact";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { ErrorPanel } from "../../kit/error-panel";
import { useAction } from "./action";

interface ConfirmDialogProps {
  title: string;
  children: ComponentChildren;
  /** The buttons: to do it, and to leave it. */
  confirm: string;
  cancel: string;
  action: () => Promise<void>;
  onClose: () => void;
}

/** Asks before something is removed. It closes after it was removed, and stays open with the problem if it was not. */
export function ConfirmDialog({ title, children, confirm, cancel, action, onClose }: ConfirmDialogProps) {
  const remove = useAction(async () => {
    await action();
    onClose();
  });
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{cancel}</Button>
          <Button look="danger" busy={remove.busy} onClick={remove.start}>
            {confirm}
          </Button>
        </>
      }
    >
      {remove.problem !== null && <ErrorPanel problem={remove.problem} />}
      {children}
    </Dialog>
  );
}

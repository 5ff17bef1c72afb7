import { useSignal } from "@preact/signals";
import { explaining } from "./problems";

/** What a button does: `busy` while it does it, and the problem of the last time. A second press changes nothing. */
export function useAction(action: () => Promise<unknown>) {
  const busy = useSignal(false);
  const problem = useSignal<unknown>(null);
  const start = async () => {
    if (busy.value) return;
    busy.value = true;
    problem.value = null;
    try {
      await explaining(action);
    } catch (met) {
      problem.value = met;
    } finally {
      busy.value = false;
    }
  };
  return { busy: busy.value, problem: problem.value, start: () => void start() };
}

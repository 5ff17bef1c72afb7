/** Forms that show the problems of the API at their fields. */
import { type Signal, useSignal } from "@preact/signals";
import { type ComponentChildren, createContext } from "preact";
import { useContext, useLayoutEffect, useRef } from "preact/hooks";
import { ErrorPanel } from "./error-panel";
import { text } from "./messages";
import { fieldErrors } from "./problem";

interface FormState {
  errors: Signal<ReadonlyMap<string, string>>;
  busy: Signal<boolean>;
}

const FormContext = createContext<FormState | null>(null);

interface FormProps {
  /** The name of the form for screen readers. */
  label: string;
  /** Sends the form. What it throws is shown. The names of the values are the names of the fields. */
  onSubmit: (values: Record<string, string>) => Promise<void>;
  /** Checks before sending. Returns a text for each field that has a problem. */
  check?: (values: Record<string, string>) => Record<string, string>;
  children: ComponentChildren;
}

/**
 * A form. The name of each field is the JSON pointer of its value in the request, for example `/customer/email`, so
 * that problems of the API appear at their field. The focus goes to the first of them. Other problems appear on top.
 */
export function Form({ label, onSubmit, check, children }: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  const errors = useSignal<ReadonlyMap<string, string>>(new Map());
  const busy = useSignal(false);
  const failure = useSignal<unknown>(null);
  useLayoutEffect(() => {
    if (errors.value.size > 0) focusFirst(form.current, errors.value);
  }, [errors.value]);

  const send = async () => {
    if (busy.value || !form.current) return;
    const values = valuesOf(form.current);
    failure.value = null;
    errors.value = new Map(Object.entries(check?.(values) ?? brokenRules(form.current)));
    if (errors.value.size > 0) return;
    busy.value = true;
    try {
      await onSubmit(values);
    } catch (problem) {
      const [atFields, rest] = split(fieldErrors(problem), form.current);
      errors.value = atFields;
      failure.value = rest || atFields.size === 0 ? problem : null;
    } finally {
      busy.value = false;
    }
  };
  return (
    <form
      ref={form}
      class="form"
      noValidate
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <FormContext.Provider value={{ errors, busy }}>
        {failure.value !== null && <ErrorPanel problem={failure.value} />}
        {children}
      </FormContext.Provider>
    </form>
  );
}

/** Return whether the form around is being sent, for the look of its button. */
export function useFormBusy(): boolean {
  return useContext(FormContext)?.busy.value ?? false;
}

/** Return the problem of a field of the form around, and a function that forgets it. */
export function useFieldError(name: string): [string | undefined, () => void] {
  const state = useContext(FormContext);
  const forget = () => {
    if (!state?.errors.peek().has(name)) return;
    const left = new Map(state.errors.peek());
    left.delete(name);
    state.errors.value = left;
  };
  return [state?.errors.value.get(name), forget];
}

/** Return the values of the fields, without spaces around them. Passwords stay as they were typed. */
function valuesOf(form: HTMLFormElement): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") values[name] = /password/i.test(name) ? value : value.trim();
  }
  return values;
}

/** Return a text for each field that breaks a rule of HTML: `required`, `type=email`, `minlength`. */
function brokenRules(form: HTMLFormElement): Record<string, string> {
  const found: Record<string, string> = {};
  for (const field of form.elements) {
    if (
      !(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement)
    )
      continue;
    if (field.validity.valueMissing) found[field.name] = text.required();
    else if (field.validity.typeMismatch) found[field.name] = text.notAnEmail();
    else if (field.validity.tooShort)
      found[field.name] = text.tooShort({ count: Number(field.getAttribute("minlength")) });
  }
  return found;
}

function split(found: ReadonlyMap<string, string>, form: HTMLFormElement): [Map<string, string>, boolean] {
  const here = new Map([...found].filter(([name]) => form.elements.namedItem(name) !== null));
  return [here, here.size < found.size];
}

function focusFirst(form: HTMLFormElement | null, errors: ReadonlyMap<string, string>): void {
  const fields = Array.from(form?.elements ?? []);
  const first = fields.find((field) => errors.has(field.getAttribute("name") ?? ""));
  if (first instanceof HTMLElement) first.focus();
}

/** Fields of forms: a label, a hint and a problem, which the control is described by. */
import type { ComponentChildren, JSX, TargetedInputEvent } from "preact";
import { useId } from "preact/hooks";
import { useFieldError } from "./form";
import { Icon } from "./icon";
import { text } from "./messages";

interface FieldProps {
  label: string;
  /** The JSON pointer of the value in the request, for example `/customer/email`. */
  name: string;
  hint?: ComponentChildren;
  /** A problem that the screen found itself. */
  error?: string | undefined;
  optional?: boolean | undefined;
}

export interface Control {
  id: string;
  name: string;
  "aria-describedby": string | undefined;
  "aria-invalid": boolean;
  onInput: () => void;
}

/** A field around any control: `children` gets the attributes that connect the control with its texts. */
export function Field({
  label,
  name,
  hint,
  error,
  optional = false,
  children,
}: FieldProps & { children: (control: Control) => ComponentChildren }) {
  const id = useId();
  const [found, forget] = useFieldError(name);
  const problem = error ?? found;
  const described = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(" ");
  const control = {
    id,
    name,
    "aria-describedby": described || undefined,
    "aria-invalid": Boolean(problem),
    onInput: forget,
  };
  return (
    <div class="field">
      <label for={id}>
        {label}
        {optional && <span class="quiet"> {text.optional()}</span>}
      </label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children(control)}
      {problem && (
        <p class="problem" id={`${id}-problem`}>
          <Icon name="alert" />
          {problem}
        </p>
      )}
    </div>
  );
}

interface InputProps {
  type?: "text" | "email" | "tel" | "password" | "search";
  value?: string;
  defaultValue?: string;
  autocomplete?: string;
  inputMode?: "text" | "email" | "tel" | "numeric" | "decimal";
  minLength?: number;
  maxLength?: number;
  required?: boolean;
  onInput?: (value: string) => void;
}

/** A line of text: a field with an `<input>`. */
export function TextField({ label, name, hint, error, optional, onInput, ...input }: FieldProps & InputProps) {
  return (
    <Field label={label} name={name} hint={hint} error={error} optional={optional}>
      {(control) => {
        const attributes = {
          ...input,
          ...control,
          required: input.required ?? !optional,
          onInput: (event: TargetedInputEvent<HTMLInputElement>) => {
            control.onInput();
            onInput?.(event.currentTarget.value);
          },
        };
        // Preact has a type for each `type` of an input, and none for a choice of them.
        return <input {...(attributes as JSX.IntrinsicElements["input"])} />;
      }}
    </Field>
  );
}

import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { Field } from "../../kit/field";
import { text } from "./signin/messages";

interface PasswordFieldProps {
  label: string;
  name: string;
  /** What a password manager does: fill in the account's password, or offer a new one. */
  kind: "current" | "new";
  hint?: string;
}

/** The account whose password a form changes, for password managers. People see it elsewhere on the page. */
export function AccountOfPassword({ email }: { email: string }) {
  return <input type="text" autocomplete="username" value={email} readOnly hidden />;
}

/** A password, which the customer can paste, fill in from a password manager, and show. */
export function PasswordField({ label, name, kind, hint }: PasswordFieldProps) {
  const shown = useSignal(false);
  const id = useId();
  return (
    <div class="password">
      <Field label={label} name={name} hint={hint ?? (kind === "new" ? text.passwordHint() : undefined)}>
        {(control) => (
          <input
            {...control}
            {...(shown.value ? { type: "text" } : { type: "password" })}
            autocomplete={kind === "new" ? "new-password" : "current-password"}
            autocapitalize="none"
            spellcheck={false}
            required
            minLength={kind === "new" ? 12 : 1}
            maxLength={kind === "new" ? 128 : 1024}
          />
        )}
      </Field>
      <label class="check" for={id}>
        <input
          id={id}
          type="checkbox"
          checked={shown.value}
          onChange={(event) => {
            shown.value = event.currentTarget.checked;
          }}
        />
        {text.showPassword()}
      </label>
    </div>
  );
}

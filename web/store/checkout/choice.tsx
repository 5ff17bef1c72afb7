import type { ComponentChildren } from "preact";

export interface Option<Value> {
  value: Value;
  label: string;
}

interface ChoiceProps<Value> {
  /** The name of the group, and of its inputs in the form. */
  name: string;
  legend: string;
  options: readonly Option<Value>[];
  chosen: Value;
  onChoose: (value: Value) => void;
  /** What belongs to the chosen option: a hint, a field, or a problem. */
  children?: ComponentChildren;
}

/** A part of the checkout in which the customer chooses one of a few options. */
export function Choice<Value extends string>({
  name,
  legend,
  options,
  chosen,
  onChoose,
  children,
}: ChoiceProps<Value>) {
  return (
    <section class="panel checkout-part">
      <h2 id={`${name}-title`}>{legend}</h2>
      {options.length > 1 && (
        <fieldset class="segments" aria-labelledby={`${name}-title`}>
          {options.map(({ value, label }) => (
            <label key={value}>
              <input
                type="radio"
                name={name}
                value={value}
                checked={value === chosen}
                onChange={() => onChoose(value)}
              />
              <span>{label}</span>
            </label>
          ))}
        </fieldset>
      )}
      {children}
    </section>
  );
}

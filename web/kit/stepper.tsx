import { Button } from "./button";
import { text } from "./messages";

interface StepperProps {
  /** The name of the group for screen readers, for example the name of the product. */
  label: string;
  value: number;
  minimum?: number;
  maximum?: number;
  /** The ID of a text that says more, for example why there can be no more. */
  describedBy?: string | undefined;
  onChange: (value: number) => void;
}

/** A number with buttons for less and more. At its limits a button stays focusable, and says that it does nothing. */
export function Stepper({ label, value, minimum = 0, maximum = 100, describedBy, onChange }: StepperProps) {
  const step = (by: number) => {
    const next = value + by;
    if (next >= minimum && next <= maximum) onChange(next);
  };
  return (
    <fieldset class="stepper" aria-label={label} aria-describedby={describedBy}>
      <Button
        icon="minus"
        look="quiet"
        label={text.less({ label })}
        aria-disabled={value <= minimum}
        onClick={() => step(-1)}
      />
      <output class="stepper-value" aria-live="polite">
        {value}
      </output>
      <Button
        icon="plus"
        look="quiet"
        label={text.more({ label })}
        aria-disabled={value >= maximum}
        onClick={() => step(1)}
      />
    </fieldset>
  );
}

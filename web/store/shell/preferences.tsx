/** The language and the theme, in a small panel. */
import type { TargetedFocusEvent } from "preact";

import { chooseLanguage, currentLanguage, LANGUAGE_NAMES, LANGUAGES } from "../../kit/i18n";
import { Icon } from "../../kit/icon";
import { text as kitText } from "../../kit/messages";
import { chooseTheme, THEMES, type Theme, theme } from "../../kit/theme";
import { toast } from "../../kit/toast";
import { config } from "../shop";
import { text } from "./messages";

export function Preferences() {
  return (
    <>
      <button type="button" class="top-link" popovertarget="preferences">
        <Icon name="sliders" />
        <span class="visually-hidden">{text.display()}</span>
      </button>
      <div id="preferences" class="preferences" popover="auto" onFocusOut={closeBehind}>
        <Choice
          legend={text.language()}
          name="language"
          options={LANGUAGES.filter((one) => config.languages.includes(one)).map((one) => [one, LANGUAGE_NAMES[one]])}
          chosen={currentLanguage()}
          onChoose={(one) => void chooseLanguage(one).catch(() => toast(kitText.noAnswer()))}
        />
        <Choice
          legend={text.theme()}
          name="theme"
          options={THEMES.map((one) => [one, themeName(one)])}
          chosen={theme.value}
          onChoose={chooseTheme}
        />
      </div>
    </>
  );
}

/** Close the panel when the focus goes elsewhere, so that it covers nothing that has the focus. */
function closeBehind({ currentTarget, relatedTarget }: TargetedFocusEvent<HTMLElement>): void {
  if (relatedTarget instanceof Node && !currentTarget.contains(relatedTarget)) currentTarget.hidePopover();
}

interface ChoiceProps<Value extends string> {
  legend: string;
  name: string;
  options: [Value, string][];
  chosen: Value;
  onChoose: (value: Value) => void;
}

function Choice<Value extends string>({ legend, name, options, chosen, onChoose }: ChoiceProps<Value>) {
  return (
    <fieldset class="segments">
      <legend>{legend}</legend>
      {options.map(([value, label]) => (
        <label key={value} lang={name === "language" ? value : undefined}>
          <input type="radio" name={name} checked={value === chosen} onChange={() => onChoose(value)} />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}

function themeName(one: Theme): string {
  return { system: text.themeSystem, light: text.themeLight, dark: text.themeDark }[one]();
}

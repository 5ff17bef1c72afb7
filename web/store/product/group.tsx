/** A group of options in the product sheet. Options that cannot be chosen stay focusable, and say why. */

import { formatMoney } from "../../kit/format";
import { Stepper } from "../../kit/stepper";
import type { MenuAddon, MenuCustomization } from "../menu/types";
import {
  type Chosen,
  choose,
  chooseNone,
  controlOf,
  countOf,
  missingOf,
  type Obstacle,
  obstacleTo,
  quantityOf,
} from "./choices";
import { text } from "./messages";

interface GroupProps {
  group: MenuCustomization;
  chosen: Chosen;
  onChange: (chosen: Chosen) => void;
}

export function Group(props: GroupProps) {
  const { group, chosen } = props;
  const status = statusOf(chosen, group);
  return (
    <fieldset class="group" id={group.id} data-unmet={missingOf(chosen, group) > 0}>
      <legend>
        {group.name} <span class={group.required ? "rule required" : "rule"}>{ruleOf(group)}</span>
      </legend>
      {group.description && <p class="quiet">{group.description}</p>}
      {controlOf(group) === "radio" && !group.required && <NoneOption {...props} />}
      {group.addons.map((addon) => (
        <Option key={addon.id} addon={addon} {...props} />
      ))}
      <p class="group-status" id={statusId(group)} role="status">
        {status}
      </p>
    </fieldset>
  );
}

function Option({ group, chosen, onChange, addon }: GroupProps & { addon: MenuAddon }) {
  const control = controlOf(group);
  const quantity = quantityOf(chosen, group, addon.id);
  const obstacle = obstacleTo(chosen, group, addon);
  const isOff = obstacle !== null && quantity === 0;
  const ownId = `${group.id}-${addon.id}`;
  const reason = obstacle && (obstacle === "full" ? statusId(group) : ownId);
  const Row = control === "stepper" ? "div" : "label";
  return (
    <Row class={isOff ? "option off" : "option"}>
      {control !== "stepper" && (
        <input
          type={control}
          name={group.id}
          checked={quantity > 0}
          aria-disabled={isOff}
          aria-describedby={(isOff && reason) || undefined}
          onClick={(event) => isOff && event.preventDefault()}
          onChange={(event) => onChange(choose(chosen, group, addon, event.currentTarget.checked ? 1 : 0))}
        />
      )}
      <span class="option-name">
        {addon.name}
        {control === "stepper" || isOff ? <Reason obstacle={obstacle} id={ownId} count={quantity} /> : null}
      </span>
      <AddonPrice addon={addon} />
      {control === "stepper" && (
        <Stepper
          label={addon.name}
          value={quantity}
          maximum={obstacle ? quantity : group.maxPerAddon}
          describedBy={reason ?? undefined}
          onChange={(value) => onChange(choose(chosen, group, addon, value))}
        />
      )}
    </Row>
  );
}

function NoneOption({ group, chosen, onChange }: GroupProps) {
  return (
    <label class="option">
      <input
        type="radio"
        name={group.id}
        checked={countOf(chosen, group) === 0}
        onChange={() => onChange(chooseNone(chosen, group))}
      />
      <span class="option-name">{text.none()}</span>
    </label>
  );
}

/** Why one more of this option cannot be chosen. A full group says it below its options. */
function Reason({ obstacle, id, count }: { obstacle: Obstacle | null; id: string; count: number }) {
  if (obstacle === "soldOut") return <span id={id} class="reason">{` ${text.soldOut()}`}</span>;
  if (obstacle === "mostOfThis") return <span id={id} class="visually-hidden">{` ${text.mostOfThis({ count })}`}</span>;
  return null;
}

function AddonPrice({ addon }: { addon: MenuAddon }) {
  if (addon.price.amount === 0) return null;
  return <span class="money option-price">{text.plus({ price: formatMoney(addon.price) })}</span>;
}

function statusId(group: MenuCustomization): string {
  return `${group.id}-status`;
}

function ruleOf(group: MenuCustomization): string {
  const { minimum, maximum, maxPerAddon, required } = group;
  const parts = [required ? text.required() : text.optional(), numberRule(required ? minimum : 0, minimum, maximum)];
  if (controlOf(group) === "stepper" && maxPerAddon < maximum) parts.push(text.each({ count: maxPerAddon }));
  return parts.join(" · ");
}

function numberRule(fewest: number, minimum: number, maximum: number): string {
  if (!fewest) return minimum > 1 ? text.noneOrRange({ minimum, maximum }) : text.anyNumber({ maximum });
  return minimum === maximum ? text.chooseExactly({ count: minimum }) : text.chooseRange({ minimum, maximum });
}

function statusOf(chosen: Chosen, group: MenuCustomization): string {
  if (!group.inStock) return text.notNow({ name: group.name });
  const missing = missingOf(chosen, group);
  const count = countOf(chosen, group);
  if (missing) return group.required ? text.chooseMore({ count: missing }) : text.moreOrNone({ count: missing });
  return controlOf(group) !== "radio" && count >= group.maximum ? text.atMost({ count, maximum: group.maximum }) : "";
}

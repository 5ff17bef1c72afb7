// The switch for webhooks, and how many wait.

import { $ } from "/shared/elements.js";
import { control } from "./controls.js";

const SCHEDULES = {
  on: {},
  off: { on: false },
  lost: { lost: 0.5 },
  repeated: { repeated: 1 },
  reversed: { reversed: true },
  late: { late: 1, delay: 3600 },
};

/** Shows the schedule that is in use, and changes it. `failed` is called with an error. */
export async function useWebhooks(failed) {
  const select = $("#webhooks");
  select.addEventListener("change", async () => {
    try {
      show(await control("/webhooks", { method: "PUT", body: JSON.stringify(SCHEDULES[select.value]) }));
    } catch (error) {
      failed(error);
    }
  });
  const current = await control("/webhooks");
  select.value = Object.keys(SCHEDULES).find((name) => name !== "on" && matches(current, SCHEDULES[name])) ?? "on";
  show(current);
}

/** Shows how many webhooks were delivered and wait. */
export async function showDeliveries() {
  show(await control("/webhooks"));
}

const matches = (current, schedule) => Object.entries(schedule).every(([name, value]) => current[name] === value);

function show({ deliveries }) {
  $("#deliveries").textContent = `${deliveries.delivered} delivered, ${deliveries.pending} waiting.`;
}

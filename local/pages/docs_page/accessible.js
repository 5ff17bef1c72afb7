// Corrects what Swagger UI lacks for screen readers: names of fields, levels of headings, landmarks, and a link inside a
// button. Swagger UI draws parts of the page anew, so this runs after each change.

const LABELS = {
  "#servers": () => "Server",
  "select.examples-select-element": () => "Example",
  "textarea.body-param__text": () => "Request body",
  ".parameters-col_description :not(label) > :is(select, input, textarea)": (field) => nameOf(field.closest("tr")),
  ".close-modal": () => "Dismiss",
};
const REGIONS = {
  ".information-container": "About the API",
  ".scheme-container": "Server and log-in",
  ".filter-container": "Filter",
};
const LEVELS = { ".modal-ux-header h3": 2, "h3.opblock-tag": 2, ".models > h4": 2, ".opblock-body h4": 3, ".opblock-body h5": 4, ".dialog-ux h4": 3 };

function nameOf(row) {
  return row?.dataset.paramName ?? row?.querySelector(".parameter__name")?.textContent ?? "Value";
}

/** Changes only what differs: a change of the page calls this again. */
function set(element, attribute, value) {
  if (element.getAttribute(attribute) !== String(value)) element.setAttribute(attribute, value);
}

function repair(root) {
  const each = (selector, change) => root.querySelectorAll(selector).forEach(change);
  for (const [selector, label] of Object.entries(LABELS)) {
    each(selector, (field) => set(field, "aria-label", label(field)));
  }
  for (const [selector, label] of Object.entries(REGIONS)) {
    each(selector, (region) => {
      set(region, "role", "region");
      set(region, "aria-label", label);
    });
  }
  for (const [selector, level] of Object.entries(LEVELS)) each(selector, (heading) => set(heading, "aria-level", level));
  // The button opens the operation, as the link would.
  each(".opblock-summary-control a[href], .opblock-tag a[href]", (link) => link.removeAttribute("href"));
  each("button.modal-btn[aria-label]", (button) => {
    const [text, label] = [button.textContent.trim(), button.getAttribute("aria-label")];
    if (!label.startsWith(text)) set(button, "aria-label", `${text}: ${label}`); // the name begins with the visible text
  });
  each(".highlight-code > pre, .microlight", (code) => set(code, "tabindex", 0));
}

/** Repairs the page below `root` after each change. */
export function keepAccessible(root) {
  let planned = false;
  new MutationObserver(() => {
    if (planned) return;
    planned = true;
    requestAnimationFrame(() => {
      planned = false;
      repair(root);
    });
  }).observe(root, { childList: true, subtree: true });
}

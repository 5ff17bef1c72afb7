export const $ = (selector) => document.querySelector(selector);

/** Returns a new element. */
export function element(name, className, text = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

// A modal dialog with one form: it closes by Esc, by its last button, or when its request has succeeded.

import { $ } from "/shared/elements.js";
import { textOf } from "/shared/log-in.js";

const SETTLED = 400; // milliseconds in which a press may still be a second one on the button that opened the dialog

export class Dialog {
  constructor(place) {
    this.element = $(place);
    this.subject = null;
    this.isBusy = false;
    this.find(".close").addEventListener("click", () => this.element.close());
    this.element.addEventListener("close", () => this.giveFocusBack());
    this.find("form").addEventListener("submit", (event) => event.preventDefault());
  }

  find(selector) {
    return this.element.querySelector(selector);
  }

  all(selector) {
    return this.element.querySelectorAll(selector);
  }

  /** `subject`: a ticket, or null. `opener`: the button that gets the focus back. */
  open(subject, opener) {
    this.subject = subject;
    this.opener = opener;
    this.find(".problem").textContent = "";
    if (subject) this.settle();
    this.element.showModal();
  }

  /** Takes no decision for a moment. */
  settle() {
    const buttons = [...this.all(".choices button:not(.close)")];
    const disable = (is) => buttons.forEach((button) => (button.disabled = is));
    disable(true);
    setTimeout(() => disable(false), SETTLED);
  }

  /** Moves the focus to the opener, unless it is already on the page: the browser's own return, or a key since then. */
  giveFocusBack() {
    const focused = document.activeElement;
    if (focused !== document.body && !this.element.contains(focused)) return;
    const isThere = this.opener.checkVisibility(); // the button of a payment goes away with it
    (isThere ? this.opener : this.subject.step).focus();
  }

  /** Runs an action once, also after a double click, and closes the dialog when it has succeeded. */
  async run(action) {
    if (this.isBusy) return;
    this.isBusy = true;
    this.element.setAttribute("aria-busy", "true");
    this.find(".problem").textContent = "";
    try {
      await action();
      this.element.close();
    } catch (error) {
      this.find(".problem").textContent = textOf(error);
    } finally {
      this.isBusy = false;
      this.element.removeAttribute("aria-busy");
    }
  }
}

// The log-in of a page that is a client of the API. `layout.py` makes the form.

import { Problem, logIn, logOut, resume, useAccounts } from "./api.js";
import { $ } from "./elements.js";

/**
 * Shows the form, or `main` when an account is logged in. `accounts`: see `useAccounts`.
 *
 * Calls `begin` when `main` is shown, and `end` before a log-out.
 */
export async function useLogIn({ main, accounts, begin, end }) {
  useAccounts(accounts);

  $("#log-in form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    const button = form.querySelector("button");
    button.disabled = true;
    $("#log-in-problem").textContent = "";
    try {
      await logIn(form.email.value, form.password.value);
      form.reset();
      show(main, true);
      main.querySelector("h1").focus();
      await begin();
    } catch (error) {
      $("#log-in-problem").textContent = textOf(error);
    } finally {
      button.disabled = false;
    }
  });

  $("#log-out").addEventListener("click", async () => {
    end();
    await logOut();
    show(main, false);
  });

  try {
    const signedIn = await resume();
    show(main, signedIn);
    if (signedIn) await begin();
  } catch (error) {
    askAgain(main, error);
  }
}

/** Shows the form again, with the reason. */
export function askAgain(main, error) {
  show(main, false);
  $("#log-in-problem").textContent = textOf(error);
}

export function textOf(error) {
  if (error instanceof Problem) return error.message;
  console.error(error);
  return "Something went wrong on this page. Reload it.";
}

function show(main, signedIn) {
  $("#log-in").hidden = signedIn;
  main.hidden = !signedIn;
  if (!signedIn) $("#log-in input").focus();
}

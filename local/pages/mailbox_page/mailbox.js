// Adds new mail to the list. It moves neither the focus nor what the reader looks at.

const SECONDS = 2;
const $ = (selector) => document.querySelector(selector);
const mails = $("#mails");
const pause = $("#pause");

let paused = false;

pause.hidden = false;
$("#none").textContent = "No mail yet. Register an account or ask for a password reset: new mail appears here.";

pause.addEventListener("click", () => {
  paused = !paused;
  pause.textContent = paused ? "Resume updates" : "Pause updates";
  say("#status", paused ? "Updates are paused." : "New mail appears here.");
});

async function look() {
  const answer = await fetch(`/mailbox.json?after=${mails.firstElementChild?.dataset.id ?? ""}`, { cache: "no-store" });
  if (!answer.ok) throw new Error(`The mailbox answered ${answer.status}.`);
  const found = await answer.json();
  mails.prepend(...found.map(row));
  if (found.length === 1) say("#status", `New mail: ${found[0].subject}, to ${found[0].to.join(", ")}`);
  if (found.length > 1) say("#status", `${found.length} new mails`);
}

function row({ id, subject, to, at }) {
  const made = $("#row").content.firstElementChild.cloneNode(true);
  made.dataset.id = id;
  made.querySelector("a").href = `/mailbox/${id}`;
  made.querySelector("strong").textContent = subject;
  made.querySelector("span").textContent = to.join(", ");
  made.querySelector("time").textContent = at;
  return made;
}

/** Screen readers read a text when it changes. */
function say(place, text) {
  if ($(place).textContent !== text) $(place).textContent = text;
}

async function watch() {
  if (!paused && !document.hidden) {
    try {
      await look();
      say("#problem", "");
    } catch {
      say("#problem", "The shop does not answer. Start it with `make run`: this page continues by itself.");
    }
  }
  setTimeout(watch, SECONDS * 1000);
}

setTimeout(watch, SECONDS * 1000);

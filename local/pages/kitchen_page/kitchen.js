// The kitchen: the open orders as tickets. A screen keeps nothing: the queue of the API is the only state.

import { $ } from "/shared/elements.js";
import { askAgain, textOf, useLogIn } from "/shared/log-in.js";
import { timeOf } from "/shared/shop_clock.js";
import { Actions } from "./actions.js";
import { Board } from "./board.js";
import { useKeys } from "./keys.js";
import { Queue } from "./queue.js";
import { Shop } from "./shop.js";
import { beep, useSound } from "./sound.js";
import { stayAwake } from "./wake.js";

const TICK = 5_000; // milliseconds between two looks at the clock
const STORE = 60_000; // milliseconds between two looks at the settings
const main = $("#kitchen");
const title = document.title;

const board = new Board($("#tickets"), { counts: showCounts, arrived });
const shop = new Shop();
const queue = new Queue({
  prepare: () => shop.isKnown || shop.read(), // amounts need the currency
  items: (items) => board.show(items),
  problem: showConnection,
  signedOut: leave,
});
new Actions(board, shop, { signedOut: leave });

useKeys();
useSound();
stayAwake(() => !main.hidden);

function begin() {
  $("#problem").textContent = "";
  queue.start();
}

function end() {
  queue.stop();
  board.clear();
  document.title = title;
}

function leave(error) {
  end();
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
  askAgain(main, error);
}

/** Learns of a pause that another screen has set. */
async function readShop() {
  try {
    await shop.read();
  } catch (error) {
    if (error.signedOut) leave(error); // the connection's own notice says everything else
  }
}

function arrived(tickets) {
  beep();
  const texts = tickets.map(({ order }) => `New order ${order.number}${order.callName ? `, ${order.callName}` : ""}`);
  $("#status").textContent = texts.join(". ");
}

function showCounts({ open, placed }) {
  const isEmpty = open === 0;
  $("#none").hidden = !isEmpty;
  $("#counts").textContent = isEmpty ? "" : `${open} open${placed ? `, ${placed} new` : ""}`;
  document.title = placed ? `(${placed}) ${title}` : title;
}

/** `since`: when the last answer came, or null when the connection works. */
function showConnection(error, since) {
  const text = error === null ? "" : `${textOf(error)} The orders are those of ${timeOf(since)}. This page tries again by itself.`;
  if ($("#connection").textContent !== text) $("#connection").textContent = text;
}

setInterval(() => !main.hidden && board.tick(), TICK);
setInterval(() => !main.hidden && readShop(), STORE);

await useLogIn({
  main,
  accounts: {
    roles: ["staff", "admin"],
    withoutRole: "This page needs an account of the staff, or an admin's. Ask an admin for the role.",
    lostRole: "This account may not use the kitchen any more. Log in with another account.",
  },
  begin,
  end,
});

// A short sound for a new order. Browsers play none before the first tap or key.

import { $ } from "/shared/elements.js";

const KEY = "kitchenSound";
const NOTES = [660, 880]; // hertz
const SECONDS = 0.16;

let context = null;
const isOn = () => localStorage.getItem(KEY) === "on";

export function useSound() {
  show();
  $("#sound").addEventListener("click", () => {
    localStorage.setItem(KEY, isOn() ? "off" : "on");
    show();
    beep();
  });
  for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, () => isOn() && wake(), { once: true });
}

/** Plays the sound if it is switched on. */
export function beep() {
  if (!isOn()) return;
  wake();
  NOTES.forEach((note, place) => play(note, context.currentTime + place * SECONDS));
}

function wake() {
  context ??= new AudioContext();
  context.resume();
}

function play(note, begin) {
  const volume = new GainNode(context, { gain: 0 });
  const tone = new OscillatorNode(context, { frequency: note });
  volume.gain.setValueAtTime(0, begin);
  volume.gain.linearRampToValueAtTime(0.4, begin + 0.01);
  volume.gain.linearRampToValueAtTime(0, begin + SECONDS);
  tone.connect(volume).connect(context.destination);
  tone.start(begin);
  tone.stop(begin + SECONDS);
}

function show() {
  $("#sound").setAttribute("aria-checked", String(isOn()));
  $("#sound span").textContent = isOn() ? "on" : "off";
}

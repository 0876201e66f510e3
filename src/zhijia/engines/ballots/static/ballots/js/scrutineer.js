// A scrutineer's key: made here, locked by a code that only she has, revealed after the close.
import { lock, makeCode, unlock } from "./codes.js";
import { bytesOf, hex, isSecure } from "./numbers.js";
import { makeKey } from "./sealing.js";

const root = document.querySelector("[data-key]");
const said = (name) => root.querySelector(`[data-said="${name}"]`);
const show = (name, on = true) => said(name) && (said(name).hidden = !on);

async function send(address, content) {
  show("offline", false);
  show("refused", false);
  const token = root.querySelector("[name=csrfmiddlewaretoken]").value;
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  try {
    const answer = await fetch(address, { method: "POST", credentials: "same-origin", headers, body: JSON.stringify(content) });
    if (answer.ok) return true;
    said("refused").textContent = (await answer.json()).refused;
    show("refused");
  } catch {
    show("offline");
  }
  return false;
}

async function make({ currentTarget: button }) {
  button.disabled = true;
  const { point, secret } = await makeKey();
  const code = makeCode();
  const locked = await lock(secret, code, root.dataset.bound);
  if (await send(root.dataset.keep, { point: hex(point), locked: hex(locked) })) {
    root.querySelector("[data-code]").textContent = code;
    show("made");
    button.hidden = true;
  }
  button.disabled = false;
}

async function reveal(event) {
  event.preventDefault();
  const form = event.currentTarget;
  const code = form.elements.namedItem("code").value;
  const secret = await unlock(bytesOf(root.dataset.locked), code, root.dataset.bound).catch(() => null);
  show("code", secret === null);
  if (secret && (await send(root.dataset.reveal, { secret: hex(secret) }))) {
    form.hidden = true;
    show("revealed");
  }
}

if (isSecure()) {
  root.querySelector('[data-act="make"]')?.addEventListener("click", make);
  root.querySelector('[data-act="reveal"]')?.addEventListener("submit", reveal);
} else {
  show("insecure");
}

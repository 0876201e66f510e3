// A form of visits: what is written is kept first, encrypted, and then sent; without network it waits here. Sent twice, it is
// kept once, because the server knows its id. Without this script the form is sent as any other.
import { all, drop, get, hold, owner, put, read, remove } from "./vault.js";

const form = document.querySelector("[data-visit]");
const about = form.elements[form.dataset.about];
const here = new URL(form.action).pathname;
const isList = (id) => id.startsWith("pairs ");
// What was kept before forms said where they belong is of the first of them.
const isOurs = (row) => !isList(row.id) && (row.to ? row.to === here : form.dataset.about === "pair");
const list = () => `pairs ${owner()} ${here}`;

const words = (name, n) => form.dataset[name].replace("{n}", n);

function say(text) {
  const line = form.querySelector("[data-say]");
  line.textContent = text;
  line.hidden = !text;
}

// ---- what the server gives for the time without network

async function fetchTicket() {
  let answer;
  try {
    answer = await fetch(form.dataset.ticket, { headers: { Accept: "application/json" }, redirect: "manual" });
  } catch {
    return null;
  }
  if (!answer.ok) {
    if (answer.type === "opaqueredirect" || answer.status === 403) drop();
    return null;
  }
  const ticket = await answer.json();
  hold(ticket);
  await put(list(), ticket.about);
  return ticket;
}

async function offerChoice() {
  if (about.options.length || !owner()) return;
  const row = await get(list());
  const known = (row && (await read(row))) || [];
  const asked = new URLSearchParams(location.search).get(form.dataset.about);
  for (const { id, name } of known) about.add(new Option(name, id, false, String(id) === asked));
}

// ---- the form as data, and back

const asBase64 = (file) =>
  new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve({ name: file.name, type: file.type, url: reader.result });
    reader.readAsDataURL(file);
  });

const asFile = async ({ name, type, url }) => {
  const bytes = Uint8Array.from(atob(url.slice(url.indexOf(",") + 1)), (letter) => letter.charCodeAt(0));
  return new File([bytes], name, { type });
};

async function written() {
  const data = new FormData(form);
  const fields = [...data].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
  const files = data.getAll("scan").filter((file) => file.size);
  return { fields, photos: await Promise.all(files.map(asBase64)), union: about.selectedOptions[0]?.text ?? "" };
}

async function asForm({ fields, photos }) {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  for (const photo of photos) data.append("scan", await asFile(photo));
  return data;
}

async function takeBack(row) {
  const { fields, photos } = await read(row);
  for (const box of form.querySelectorAll("[type=checkbox]")) {
    box.checked = fields.some(([name, value]) => name === box.name && value === box.value);
  }
  for (const [name, value] of fields) {
    const field = form.elements[name];
    if (field && field.type && field.type !== "checkbox") field.value = value;
  }
  for (const folded of form.querySelectorAll("details")) {
    folded.open = [...folded.querySelectorAll("input, textarea")].some((field) => field.value);
  }
  const files = new DataTransfer();
  for (const photo of photos) files.items.add(await asFile(photo));
  form.elements.scan.files = files.files;
  form.elements.visited_on.focus();
}

function clear() {
  form.reset();
  form.elements.client_id.value = crypto.randomUUID();
}

// ---- sending

async function send(row, csrf) {
  const answer = await fetch(form.action, {
    method: "POST",
    body: await asForm(await read(row)),
    headers: { Accept: "application/json", "X-CSRFToken": csrf },
    redirect: "manual",
  });
  if (answer.ok) {
    await remove(row.id);
    return true;
  }
  if (answer.status < 400 || answer.status >= 500) return false;
  const said = await answer.json().catch(() => ({ errors: [String(answer.status)] }));
  await put(row.id, await read(row), { errors: said.errors, to: row.to });
  return false;
}

const mine = async () => (await all()).filter((row) => row.owner === owner() && isOurs(row));

async function sendAll() {
  const ticket = await fetchTicket();
  if (!ticket) return;
  let sent = 0;
  for (const row of await mine()) {
    if (row.errors) continue;
    try {
      sent += await send(row, ticket.csrf);
    } catch {
      break;
    }
  }
  if (sent) say(form.dataset.sent);
}

// One tab at a time; whoever comes while another sends finds nothing left to send.
const flush = () => navigator.locks.request("zhijia-visits", sendAll).then(show);

// ---- what waits

async function show() {
  const rows = (await all()).filter(isOurs);
  const box = form.querySelector("[data-outbox]");
  box.hidden = !rows.length;
  box.querySelector("[data-count]").textContent = words("unsent", rows.length);
  box.querySelector("[data-list]").replaceChildren(...(await Promise.all(rows.filter((row) => row.owner === owner()).map(line))));
}

async function line(row) {
  const item = document.createElement("li");
  const { fields, union } = (await read(row)) ?? { fields: [], union: "" };
  const day = fields.find(([name]) => name === "visited_on")?.[1] ?? "";
  item.append(`${day} ${union} ${(row.errors ?? []).join(" ")} `);
  if (row.errors) {
    item.append(act("correct", () => takeBack(row)), act("remove", () => remove(row.id).then(show)));
  }
  return item;
}

function act(name, done) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-small";
  button.textContent = words(name);
  button.addEventListener("click", done);
  return button;
}

async function keepAndSend(event) {
  event.preventDefault();
  if (!owner()) return say(form.dataset.locked);
  const content = await written();
  await put(form.elements.client_id.value, content, { to: here });
  say(form.dataset.kept);
  clear();
  await show();
  return flush();
}

async function start() {
  if (!form.elements.client_id.value) form.elements.client_id.value = crypto.randomUUID();
  form.addEventListener("submit", keepAndSend);
  document.addEventListener("submit", (event) => event.target.action.includes("/logout/") && drop());
  window.addEventListener("online", flush);
  navigator.serviceWorker.register(form.dataset.worker).then((known) => known.active?.postMessage("keep")).catch(() => undefined);
  await flush();
  await offerChoice();
  if (!owner()) say(form.dataset.locked);
}

// Encryption and the worker exist on a secure address only; elsewhere the form is an ordinary one.
if (window.isSecureContext && navigator.serviceWorker && navigator.locks) start();

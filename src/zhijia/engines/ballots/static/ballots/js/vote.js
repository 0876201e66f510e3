// The page of the voter: take tickets, choose, seal, wait a while, put in. What is kept on the device says where we are.
import { isSecure, randomBelow } from "./numbers.js";
import { Phone, UNPROVED } from "./phone.js";

const RETRY_MS = 5_000;
const ENDS = { 409: "taken", 410: "closed", [UNPROVED]: "unproved" };
const root = document.querySelector("[data-poll]");
const said = (name) => root.querySelector(`[data-said="${name}"]`);
const show = (name, on = true) => said(name) && (said(name).hidden = !on);
let phone;

async function start() {
  if (root.dataset.stands !== "vote" && root.dataset.stands !== "counted") return;
  if (!isSecure()) return show("insecure");
  const answer = await fetch(root.dataset.manifest, { credentials: "same-origin" }).catch(() => null);
  if (!answer?.ok) return show("offline");
  phone = await Phone.of(await answer.text(), root.dataset.owner);
  if (phone.poll !== root.dataset.poll) return show("changed");
  if (root.dataset.stands === "counted") return showSerials();
  said("none").querySelector("button").addEventListener("click", take);
  for (const form of root.querySelectorAll("form[data-question]")) prepare(form);
  render();
  for (const form of root.querySelectorAll("form[data-question]")) if (step(form) === "sealed") putIn(form);
}

async function take({ currentTarget: button }) {
  button.disabled = true;
  show("offline", false);
  show("refused", false);
  try {
    const answer = await fetch(root.dataset.tickets, {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRFToken": root.querySelector("[name=csrfmiddlewaretoken]").value },
      body: JSON.stringify(await phone.wishes()),
    });
    const read = await answer.json();
    if (answer.ok) await phone.receive(read);
    else refuse(read.refused);
  } catch {
    show("offline"); // the same tickets are sent again by the next click: nothing is lost and nothing is taken twice
  }
  button.disabled = false;
  render();
}

function refuse(sentence) {
  said("refused").textContent = sentence;
  show("refused");
}

const step = (form) => form.dataset.sure ?? phone.step(Number(form.dataset.question));

function prepare(form) {
  const act = (name, does) => form.querySelector(`[data-act="${name}"]`).addEventListener("click", does);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const isTooMany = form.dataset.most && chosen(form) > Number(form.dataset.most);
    form.querySelector('[data-note="most"]').hidden = !isTooMany;
    if (isTooMany) return;
    form.querySelector("[data-chosen]").replaceChildren(...saidOf(form).map(line));
    form.dataset.sure = "sure";
    render();
    form.querySelector('[data-act="seal"]').focus();
  });
  act("back", () => {
    delete form.dataset.sure;
    render();
  });
  act("seal", async () => {
    delete form.dataset.sure;
    await phone.choose(Number(form.dataset.question), marks(form), names(form));
    form.reset();
    render();
    putIn(form);
  });
  for (const again of form.querySelectorAll('[data-act="again"]')) {
    again.addEventListener("click", () => {
      delete form.dataset.sure;
      putIn(form, 0);
    });
  }
}

const marks = (form) =>
  Object.fromEntries(Array.from(form.querySelectorAll("input[type=radio]:checked"), (one) => [one.name, one.value]));
const names = (form) =>
  [...new Set(Array.from(form.querySelectorAll("[data-name]"), (one) => one.value.trim()).filter(Boolean))];
function chosen(form) {
  const [first] = phone.question(Number(form.dataset.question)).marks;
  return Object.values(marks(form)).filter((mark) => mark === first).length + names(form).length;
}

// What was marked, in the words of the page, before it is sealed; what was left blank is said, too.
function saidOf(form) {
  const marked = Array.from(form.querySelectorAll("fieldset"), (one) => {
    const mark = one.querySelector("input:checked")?.closest("label").textContent.trim() ?? form.dataset.blank;
    const legend = one.querySelector("legend");
    return legend.classList.contains("unseen") ? mark : `${legend.textContent} · ${mark}`;
  });
  const written = Array.from(form.querySelectorAll("[data-name]")).filter((one) => one.value.trim());
  return [...marked, ...written.map((one) => `${one.closest("label").textContent.trim()} · ${one.value.trim()}`)];
}
function line(words) {
  const made = document.createElement("li");
  made.append(Object.assign(document.createElement("strong"), { textContent: words }));
  return made;
}

// Wait a while that nobody can foretell, then put in; without network again and again.
async function putIn(form, wait = Number(root.dataset.longestWait) * 1000) {
  render();
  await sleep(wait && Number(randomBelow(BigInt(wait))));
  for (;;) {
    const status = await phone.cast(Number(form.dataset.question), root.dataset.box).catch(() => 0);
    show("offline", status === 0);
    if (status === 200) break;
    const end = ENDS[status] ?? (status >= 400 && status < 500 && "broken");
    if (end) {
      form.dataset.sure = end;
      break;
    }
    await sleep(RETRY_MS);
  }
  render();
}

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function render() {
  const forms = [...root.querySelectorAll("form[data-question]")];
  show("none", forms.some((form) => step(form) === "none"));
  for (const form of forms) {
    const now = step(form);
    form.hidden = now === "none";
    for (const part of form.querySelectorAll("[data-step]")) part.hidden = part.dataset.step !== now;
    for (const field of form.querySelectorAll("input")) field.disabled = now !== "ticket";
  }
}

// Only after the ballots are published: before, nobody can ask for it.
function showSerials() {
  const serials = Object.entries(phone.record.questions).filter(([, kept]) => kept.receipt);
  for (const [number, kept] of serials) {
    const line = document.createElement("li");
    line.textContent = `${number}: ${kept.serial}`;
    said("serials").querySelector("ul").append(line);
  }
  show("serials", serials.length > 0);
}

start();

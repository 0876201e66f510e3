// Recount a published poll in the browser: the same checks, in the same order, as verify.py.
import { isStamped, readStamp } from "./blinding.js";
import { bytesOf, digest, hex, isSecure, join, utf8 } from "./numbers.js";
import { openSealed, readSecret, sealingContext, ticketMessage } from "./sealing.js";

const NAME = /^[^\u0000-\u001f\u007f\ud800-\udfff]{1,20}$/u; // no control signs, no halves of a sign

class Wrong extends Error {}
function require(holds, code, detail = "") {
  if (!holds) throw new Wrong(`${code} ${detail}`.trim());
}

// JSON with sorted keys and no spaces, as it was hashed.
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const fields = Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`);
  return `{${fields.join(",")}}`;
}

// RFC 6962: split at the largest power of two below the number of leaves.
async function merkleRoot(leaves) {
  if (leaves.length < 2) return leaves[0] ?? digest("SHA-256", new Uint8Array());
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  const [left, right] = [await merkleRoot(leaves.slice(0, split)), await merkleRoot(leaves.slice(split))];
  return digest("SHA-256", join(Uint8Array.of(1), left, right));
}

async function checkRoll(bundle, manifest) {
  const leaves = [];
  for (const line of bundle.roll) leaves.push(await digest("SHA-256", join(Uint8Array.of(0), utf8(canonical(line)))));
  const isFrozen = bundle.roll.length === manifest.roll.size && hex(await merkleRoot(leaves)) === manifest.roll.root;
  require(isFrozen, "roll");
  const [roll, present] = [new Set(bundle.roll.map(([number]) => number)), new Set(bundle.present)];
  require([...present].every((one) => roll.has(one)), "present");
  for (const [question, electors] of Object.entries(bundle.issued)) {
    require(new Set(electors).size === electors.length, "twice", question);
    require(electors.every((one) => present.has(one)), "absent", question);
  }
}

async function checkTickets(ballots, questions, bundle, poll) {
  require(new Set(ballots.map((one) => `${one[0]} ${one[1]}`)).size === ballots.length, "repeated");
  for (const [number, serial, prefixA, stampA, prefixB, stampB] of ballots) {
    require(questions.has(number), "question", number);
    const { keys } = questions.get(number);
    const message = ticketMessage(poll, number, bytesOf(serial));
    const both = [[keys.a, prefixA, stampA], [keys.b, prefixB, stampB]];
    for (const [key, prefix, stamp] of both) {
      require(prefix.length === 64 && (await isStamped(key, message, prefix, stamp)), "stamp", serial);
    }
  }
  for (const number of questions.keys()) {
    const cast = ballots.filter((one) => one[0] === number).length;
    require(cast <= (bundle.issued[number] ?? []).length, "more", number);
  }
}

async function readKeys(bundle, manifest) {
  const places = Object.keys(bundle.keys).sort();
  require(places.length >= 2, "keys");
  const keys = [];
  for (const place of places.slice(0, 2)) {
    const point = bytesOf(manifest.scrutineers[place - 1].key);
    const key = await readSecret(bytesOf(bundle.keys[place]), point).catch(() => null);
    require(key !== null, "key", place); // the browser refuses a secret half that does not belong to the frozen point
    keys.push({ place: place - 1, key });
  }
  return keys;
}

function readChoice(question, bytes) {
  let read;
  try {
    read = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return null;
  }
  if (!isObject(read) || Object.keys(read).sort().join() !== "m,w" || !isObject(read.m) || !Array.isArray(read.w)) return null;
  const codes = question.options.map((option) => option.code);
  const marks = Object.entries(read.m);
  if (!marks.every(([code, mark]) => codes.includes(code) && question.marks.includes(mark))) return null;
  if (!read.w.every((name) => typeof name === "string" && NAME.test(name))) return null;
  if (read.w.length > question.write_ins || new Set(read.w).size < read.w.length) return null;
  const chosen = marks.filter(([, mark]) => mark === question.marks[0]).length + read.w.length;
  return question.most !== null && chosen > question.most ? null : read;
}
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

function count(question, choices) {
  const valid = choices.filter(Boolean);
  const marks = {};
  for (const { code } of question.options) {
    marks[code] = Object.fromEntries(question.marks.map((mark) => [mark, 0]));
    for (const { m } of valid) marks[code][m[code] ?? question.blank] += 1;
  }
  const names = {};
  for (const name of valid.flatMap(({ w }) => w)) names[name] = (names[name] ?? 0) + 1;
  const numbers = { ballots: choices.length, valid: valid.length, invalid: choices.length - valid.length };
  return { ...numbers, marks, write_ins: names };
}

// The frozen rules on these numbers, without a division: quorum by who was there, majority by votes in favour of each option.
function measure(question, counted, bundle) {
  const [roll, present] = [bundle.roll.length, bundle.present.length];
  const base = { office: roll, eligible: roll, present, cast: counted.valid };
  const [first] = question.marks;
  const votes = new Map(question.options.map(({ code, label }) => [label, counted.marks[code][first]]));
  for (const [name, more] of Object.entries(counted.write_ins)) votes.set(name, (votes.get(name) ?? 0) + more);
  return question.rules.flatMap((rule) => {
    const [over, under = 1] = rule.share.split("/").map(Number);
    const parts = rule.what === "quorum" ? [["", present]] : [...votes];
    return parts.map(([name, part]) => {
      const [left, right] = [part * under, over * base[rule.basis]];
      const isKept = right > 0 && (rule.bound === "at_least" ? left >= right : left > right);
      return { rule, name, word: rule.what === "quorum" ? "present" : first, part, whole: base[rule.basis], isKept };
    });
  });
}

// What was found by question; a Wrong where something does not hold.
export async function recount(bundle, printed) {
  const poll = await digest("SHA-256", utf8(bundle.manifest));
  const manifest = JSON.parse(bundle.manifest);
  require(!printed || printed.replaceAll(/\s/g, "").toLowerCase() === hex(poll), "hash");
  await checkRoll(bundle, manifest);
  const stamps = manifest.questions.flatMap((question) => Object.values(question.stamps));
  require(new Set(stamps).size === 2 * manifest.questions.length, "stamps");
  const questions = new Map();
  for (const question of manifest.questions) {
    const keys = { a: await readStamp(question.stamps.a), b: await readStamp(question.stamps.b) };
    questions.set(question.number, { ...question, keys });
  }
  await checkTickets(bundle.ballots, questions, bundle, poll);
  const keys = await readKeys(bundle, manifest);
  const found = [];
  for (const [number, question] of questions) {
    const choices = [];
    for (const one of bundle.ballots.filter((ballot) => ballot[0] === number)) {
      const text = await openSealed(bytesOf(one[6]), keys, sealingContext(poll, number, bytesOf(one[1])));
      choices.push(text && readChoice(question, text));
    }
    const counted = count(question, choices);
    require(canonical(counted) === canonical(bundle.counts[number]), "counts", number);
    found.push({ question, counted, issued: (bundle.issued[number] ?? []).length, measured: measure(question, counted, bundle) });
  }
  return found;
}

// --- The page ---------------------------------------------------------------------------------------------------------

const form = globalThis.document?.querySelector("[data-recount]");
const said = (name) => document.querySelector(`[data-said="${name}"]`);
const words = (kind, code) => document.querySelector(`[data-${kind}="${code}"]`)?.textContent ?? code;

async function check(read) {
  for (const name of ["holds", "wrong"]) said(name).hidden = true;
  said("working").hidden = false;
  try {
    const found = await recount(await read(), form.elements.namedItem("hash").value);
    document.querySelector("[data-found]").replaceChildren(...found.map(table));
    said("holds").hidden = false;
  } catch (error) {
    const [code, ...detail] = error instanceof Wrong ? error.message.split(" ") : ["bundle"];
    document.querySelector("[data-why]").textContent = [words("sentence", code), ...detail].join(" ");
    document.querySelector("[data-found]").replaceChildren();
    said("wrong").hidden = false;
  }
  said("working").hidden = true;
}

async function published(address) {
  const answer = await fetch(address);
  require(answer.ok, "unpublished");
  return answer.json();
}

function table({ question, counted, issued, measured }) {
  const isOfItself = question.options.length === 1 && question.options[0].label === question.title && !question.write_ins;
  const whole = element("table", "votes");
  const row = (tag, cells) => {
    const line = document.createElement("tr");
    if (!isOfItself) line.append(Object.assign(element(cells[0] ? "th" : "td", "", cells[0]), cells[0] && { scope: "row" }));
    line.append(...cells.slice(1).map((cell) => element(tag, "", String(cell))));
    whole.append(line);
  };
  row("th", ["", ...question.marks.map((mark) => words("label", mark))]);
  for (const option of question.options) row("td", [option.label, ...question.marks.map((mark) => counted.marks[option.code][mark])]);
  for (const [name, votes] of Object.entries(counted.write_ins)) row("td", [name, votes]);
  const numbers = { issued, valid: counted.valid, invalid: counted.invalid };
  const said = Object.entries(numbers).map(([code, number]) => `${words("label", code)} ${number}`);
  const rules = element("ul", "lines small");
  rules.append(...measured.map((one) => element("li", "", formula(one, isOfItself))));
  const frame = element("div", "votes-frame");
  frame.tabIndex = 0; // what is too wide for a phone is moved with the finger or the keys
  frame.append(whole);
  const section = element("section", "card stack-tight");
  section.append(element("h2", "", `${question.number}. ${question.title}`), element("p", "small", said.join(" · ")), frame, rules);
  return section;
}

const SIGNS = { at_least: ["≥", "<"], more_than: [">", "≤"] };
function formula({ rule, name, word, part, whole, isKept }, isOfItself) {
  const sign = SIGNS[rule.bound][isKept ? 0 : 1];
  const said = [words("label", word), part, "÷", words("label", rule.basis), whole, sign, rule.share];
  const kept = words("label", isKept ? "kept" : "broken");
  return `${name && !isOfItself ? `${name} · ` : ""}${said.join(" ")} · ${kept} (${rule.rule})`;
}

function element(tag, name, content = "") {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.textContent = content;
  return made;
}

if (form && isSecure()) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const [file] = form.elements.namedItem("bundle").files;
    check(async () => JSON.parse(await file.text()));
  });
  const poll = new URLSearchParams(location.search).get("of");
  if (/^\d+$/.test(poll ?? "")) check(() => published(`${form.dataset.bundles}${poll}/bundle.json`));
} else if (form) {
  said("insecure").hidden = false;
}

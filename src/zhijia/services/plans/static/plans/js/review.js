// The review screen. Links and forms do the work; this file lights both sides at once, keeps the panes where they were
// while a fragment is replaced, and gives the keys: Tab next doubt, Enter accept, arrows up and down the tree and right to the acts,
// Esc out; the acts have letters of their own (data-key).
const REFUSED = [409, 422];
const PANES = ["review-source", "review-tree"];
const screen = () => document.getElementById("review");
const linksOf = () => [...document.querySelectorAll("#review-tree .node-link[data-node]")];
const chosen = () => document.querySelector("#review-tree .node-link[aria-current]");
const places = new Map();
let hadFocus = false;

function light(node) {
  for (const lit of screen().querySelectorAll(".read-lit")) lit.classList.remove("read-lit");
  for (const mark of screen().querySelectorAll(`.read[data-node="${CSS.escape(node)}"]`)) mark.classList.add("read-lit");
}

function reveal(element, pane) {
  if (!element || !pane) return;
  const place = element.getBoundingClientRect();
  const frame = pane.getBoundingClientRect();
  if (pane.scrollHeight <= pane.clientHeight) return;
  if (place.top < frame.top + 40 || place.bottom > frame.bottom - 40) {
    pane.scrollTop += place.top - frame.top - frame.height / 3;
  }
}

function settle({ focuses }) {
  for (const id of PANES) {
    const pane = document.getElementById(id);
    if (pane && places.has(id)) pane.scrollTop = places.get(id);
  }
  const link = chosen();
  if (!link) return;
  reveal(document.querySelector(".read-lit"), document.getElementById("review-source"));
  reveal(link.closest(".node"), document.getElementById("review-tree"));
  if (!focuses) return;
  const field = document.querySelector(".panel-form [aria-invalid=true], .panel-form .input, .split-here");
  (field ?? link).focus({ preventScroll: true });
}

// The panes scroll by themselves; htmx would scroll the whole page to the anchor.
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.target?.id === "review") [event.detail.path] = event.detail.path.split("#");
});

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target?.id !== "review") return;
  if (REFUSED.includes(event.detail.xhr.status)) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
  hadFocus = screen().contains(document.activeElement);
  for (const id of PANES) places.set(id, document.getElementById(id)?.scrollTop ?? 0);
});

document.addEventListener("htmx:afterSettle", () => {
  if (screen()) settle({ focuses: hadFocus });
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("#review [data-node]");
  if (link && !event.ctrlKey && !event.metaKey) light(link.dataset.node);
});

function step(by) {
  const links = linksOf();
  const here = links.indexOf(document.activeElement.closest(".node-link") ?? chosen());
  links[here + by]?.focus();
  links[here + by]?.click();
}

// Tab goes to the next doubt only from a line of the tree, and only while there is one; Shift+Tab and Esc always leave.
function nextDoubt() {
  const url = screen().dataset.nextDoubt;
  const link = [...screen().querySelectorAll(".doubts a")].find((one) => one.getAttribute("href").startsWith(`${url}#`));
  link?.click();
}

const KEYS = {
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  Enter: () => screen().querySelector("[data-enter]")?.click(),
  ArrowRight: () => document.querySelector(".node-on .panel .btn")?.focus(),
  Escape: () => document.querySelector(".review-strip .btn")?.focus(),
  Tab: nextDoubt,
};

// What is pressed or clicked while the page is on its way is meant for the page that comes.
const waiting = [];
let isBusy = false;

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.target?.id === "review") isBusy = true;
});

document.addEventListener("htmx:afterSettle", () => {
  isBusy = false;
  waiting.shift()?.();
});

for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(failure, () => {
    isBusy = false;
    waiting.length = 0;
  });
}

const twinOf = (clicked) =>
  [...screen().querySelectorAll("a[href], button[name]")].find(
    (one) => one.href === clicked.href && one.value === clicked.value && one.form?.action === clicked.form?.action,
  );

document.addEventListener(
  "click",
  (event) => {
    const clicked = event.target.closest("#review a[href], #review button[name]");
    if (!isBusy || !clicked || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    waiting.push(() => twinOf(clicked)?.click());
  },
  { capture: true },
);

function isMeant(event) {
  const isOnTree = event.target === document.body || event.target.matches("#review-tree .node-link");
  if (!isOnTree || !KEYS[event.key] || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false;
  if (event.key === "Tab") return !event.shiftKey && Boolean(screen().dataset.nextDoubt);
  return event.key !== "Enter" || !event.target.matches(".node-link:not([aria-current])");
}

document.addEventListener("keydown", (event) => {
  if (!screen()) return;
  if (event.key === "Escape" && event.target.closest(".panel-form, .split")) {
    screen().querySelector("[data-leave]")?.click();
  } else if (isMeant(event)) {
    event.preventDefault();
    if (isBusy) waiting.push(KEYS[event.key]);
    else KEYS[event.key]();
  }
});

settle({ focuses: false });

// ARIA tree: arrows, Home, End, Enter, * and type-ahead. Children that are not there yet are fetched by htmx, which
// waits for the event "open" on the empty group.
const TYPE_AHEAD_MS = 700;
const itemsOf = (tree) => [...tree.querySelectorAll("[role=treeitem]")].filter((item) => item.offsetParent !== null);
const groupOf = (item) => item.querySelector(":scope > [role=group]");
const isOpen = (item) => item.getAttribute("aria-expanded") === "true";
const parentOf = (item) => item.parentElement.closest("[role=treeitem]");

function focusItem(item) {
  if (!item) return;
  for (const other of item.closest("[role=tree]").querySelectorAll("[tabindex='0']")) other.tabIndex = -1;
  item.tabIndex = 0;
  item.focus();
}

function setOpen(item, open) {
  if (!item.hasAttribute("aria-expanded")) return;
  item.setAttribute("aria-expanded", String(open));
  if (open) groupOf(item)?.dispatchEvent(new Event("open"));
}

function goRight(item) {
  if (!item.hasAttribute("aria-expanded")) return;
  if (isOpen(item)) focusItem(groupOf(item)?.querySelector("[role=treeitem]"));
  else setOpen(item, true);
}

function goLeft(item) {
  if (isOpen(item)) setOpen(item, false);
  else focusItem(parentOf(item));
}

const MOVES = {
  ArrowDown: (item, items) => focusItem(items[items.indexOf(item) + 1]),
  ArrowUp: (item, items) => focusItem(items[items.indexOf(item) - 1]),
  ArrowRight: goRight,
  ArrowLeft: goLeft,
  Home: (_item, items) => focusItem(items[0]),
  End: (_item, items) => focusItem(items.at(-1)),
  Enter: (item) => item.querySelector(".tree-link").click(),
  " ": (item) => item.querySelector(".tree-link").click(),
  "*": (item) => [...item.parentElement.children].forEach((sibling) => setOpen(sibling, true)),
};

let typed = "";
let forget = 0;

function goToTyped(item, items, key) {
  clearTimeout(forget);
  forget = setTimeout(() => { typed = ""; }, TYPE_AHEAD_MS);
  typed += key;
  const start = items.indexOf(item) + (typed.length === 1 ? 1 : 0);
  const order = [...items.slice(start), ...items.slice(0, start)];
  focusItem(order.find((other) => other.dataset.typed.split(" ").some((word) => word.startsWith(typed))));
}

document.addEventListener("keydown", (event) => {
  const item = event.target.closest?.("[role=tree] [role=treeitem]");
  if (!item || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const items = itemsOf(item.closest("[role=tree]"));
  if (MOVES[event.key]) MOVES[event.key](item, items);
  else if (event.key.length === 1) goToTyped(item, items, event.key.toLowerCase());
  else return;
  event.preventDefault();
  event.stopPropagation();
});

document.addEventListener("click", (event) => {
  const arrow = event.target.closest(".tree-arrow");
  if (!arrow?.closest("[role=tree]")) return;
  event.preventDefault();
  const item = arrow.closest("[role=treeitem]");
  setOpen(item, !isOpen(item));
});

// A tree that was opened at a node shows that node.
document.querySelector("[role=tree] [aria-selected=true]:not([aria-level='1'])")?.scrollIntoView({ block: "center" });

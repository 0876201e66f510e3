// Data tables (<table data-table>): j and k move, Enter opens, x selects, e acts. The current row is the one whose
// link has the focus, so a screen reader follows. Rows mark their links with data-open and data-act.
import { isTyping } from "./keys.js";

const rowsOf = (table) => [...table.querySelectorAll("tbody tr")].filter((row) => row.querySelector("[data-open]"));

function markCurrent(row) {
  for (const other of row.parentElement.querySelectorAll("tr[aria-current]")) other.removeAttribute("aria-current");
  row.setAttribute("aria-current", "true");
}

function moveTo(row) {
  if (!row) return;
  markCurrent(row);
  row.querySelector("[data-open]").focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

const ACTS = {
  j: (rows, at) => moveTo(rows[Math.min(at + 1, rows.length - 1)]),
  k: (rows, at) => moveTo(rows[Math.max(at - 1, 0)]),
  x: (rows, at) => rows[at]?.querySelector("[data-check]")?.click(),
  e: (rows, at) => rows[at]?.querySelector("[data-act]")?.click(),
  Enter: (rows, at) => rows[at]?.querySelector("[data-open]")?.click(),
};

document.addEventListener("keydown", (event) => {
  const act = ACTS[event.key];
  const table = document.querySelector("table[data-table]");
  if (!act || !table || isTyping(event) || document.querySelector("dialog[open]")) return;
  if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
  const rows = rowsOf(table);
  event.preventDefault();
  act(rows, rows.findIndex((row) => row.hasAttribute("aria-current")));
});

document.addEventListener("focusin", (event) => {
  const row = event.target.closest("table[data-table] tbody tr");
  if (row) markCurrent(row);
});

function countChecked(form) {
  const bar = form.querySelector("[data-bulk]");
  if (!bar) return;
  const checked = form.querySelectorAll("[data-check]:checked").length;
  bar.classList.toggle("bulk-on", checked > 0);
  for (const place of bar.querySelectorAll("[data-bulk-count]")) place.textContent = String(checked);
}

document.addEventListener("change", (event) => {
  const form = event.target.closest("form") ?? document.body;
  if (event.target.matches("[data-check-all]")) {
    const table = event.target.closest("table");
    for (const box of table.querySelectorAll("[data-check]")) box.checked = event.target.checked;
  }
  if (event.target.matches("[data-check], [data-check-all]")) countChecked(form);
});

// The browser restores ticked boxes when one comes back to the page.
window.addEventListener("pageshow", () => document.querySelectorAll("form").forEach(countChecked));

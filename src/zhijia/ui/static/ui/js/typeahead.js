// Typeahead: htmx fills the list, this file moves in it and takes the choice over.
const partsOf = (combo) => ({
  input: combo.querySelector("[role=combobox]"),
  value: combo.querySelector("[data-combo-value]"),
  list: combo.querySelector("[role=listbox]"),
});
const optionsOf = (list) => [...list.querySelectorAll("[data-value]")];

function close({ input, list }) {
  list.replaceChildren();
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
}

function choose(combo, option) {
  const parts = partsOf(combo);
  parts.value.value = option.dataset.value;
  parts.input.value = option.dataset.label;
  close(parts);
  parts.value.dispatchEvent(new Event("change", { bubbles: true }));
}

function highlight({ input, list }, step) {
  const options = optionsOf(list);
  if (!options.length) return;
  const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
  const next = options[(at + step + options.length) % options.length] ?? options[0];
  for (const option of options) option.setAttribute("aria-selected", String(option === next));
  input.setAttribute("aria-activedescendant", next.id);
  next.scrollIntoView({ block: "nearest" });
}

document.addEventListener("input", (event) => {
  const combo = event.target.closest("[data-combo]");
  if (combo) partsOf(combo).value.value = "";
});

document.addEventListener("htmx:afterSwap", (event) => {
  const combo = event.target.closest?.("[data-combo]");
  if (combo) partsOf(combo).input.setAttribute("aria-expanded", "true");
});

document.addEventListener("keydown", (event) => {
  const combo = event.target.closest?.("[data-combo]");
  if (!combo || event.isComposing) return;
  const parts = partsOf(combo);
  const marked = parts.list.querySelector("[aria-selected=true][data-value]");
  if (event.key === "ArrowDown") highlight(parts, 1);
  else if (event.key === "ArrowUp") highlight(parts, parts.list.querySelector("[aria-selected=true]") ? -1 : 0);
  else if (event.key === "Enter" && marked) choose(combo, marked);
  else if (event.key === "Escape" && parts.list.children.length) close(parts);
  else return;
  event.preventDefault();
});

document.addEventListener("click", (event) => {
  const option = event.target.closest("[data-combo] [data-value]");
  if (option) choose(option.closest("[data-combo]"), option);
  for (const combo of document.querySelectorAll("[data-combo]")) {
    if (!combo.contains(event.target)) close(partsOf(combo));
  }
});

// Menus are <details data-menu>: opening works without this file, which closes them on Escape or a click elsewhere.
// A floating explanation that would leave the window hangs from its right edge instead.
const openMenus = () => document.querySelectorAll("details[data-menu][open]");

document.addEventListener("click", (event) => {
  for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

document.addEventListener("toggle", (event) => {
  const floating = event.target.closest?.(".why-float");
  if (!floating) return;
  floating.classList.remove("why-flip");
  const edge = floating.lastElementChild.getBoundingClientRect().right;
  floating.classList.toggle("why-flip", edge > document.documentElement.clientWidth);
}, true);

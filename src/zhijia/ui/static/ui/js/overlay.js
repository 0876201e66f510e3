// Dialogs and toasts. A link or button with data-opens="id" shows that <dialog>; without this file the link leads to a
// page of its own. data-closes shuts the dialog or toast around it. Good news leaves by itself, bad news stays.
const TOAST_MS = 8000;

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  const dialog = opener && document.getElementById(opener.dataset.opens);
  if (dialog) {
    event.preventDefault();
    dialog.showModal();
    return;
  }
  if (event.target.closest("[data-closes]")) event.target.closest("dialog")?.close();
  if (event.target.closest("[data-closes]")) event.target.closest("[data-toast]")?.remove();
  if (event.target.matches("dialog")) event.target.close();
});

function watchToasts(root) {
  for (const toast of root.querySelectorAll(".toast-success, .toast-info")) {
    const timer = setTimeout(() => toast.remove(), TOAST_MS);
    for (const kind of ["pointerenter", "focusin"]) toast.addEventListener(kind, () => clearTimeout(timer), { once: true });
  }
}

watchToasts(document);
document.addEventListener("htmx:oobAfterSwap", (event) => watchToasts(event.target));

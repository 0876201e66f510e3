// The draft editor. Links and forms do the work; this file keeps the page where it was while it is replaced, shows refusals,
// goes to the open field, puts a chosen term into the words, and leaves a form with Esc.
const REFUSED = [409, 422];
const editor = () => document.getElementById("draft");

function settle() {
  const wrong = editor()?.querySelector("[aria-invalid=true]");
  const open = wrong ?? editor()?.querySelector(".clause-form textarea, .pairs .term-box input, .draft-term input[type=date]");
  if (open) {
    open.focus({ preventScroll: true });
    open.scrollIntoView({ block: "center" });
  } else {
    editor()?.querySelector(".pair-on")?.scrollIntoView({ block: "nearest" });
  }
}

document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.target?.id === "draft") [event.detail.path] = event.detail.path.split("#");
});

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target?.id !== "draft") return;
  if (REFUSED.includes(event.detail.xhr.status)) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

document.addEventListener("htmx:afterSettle", settle);

document.addEventListener("click", (event) => {
  const mark = event.target.closest("[data-insert]");
  const field = mark?.closest("form").querySelector("textarea");
  if (!field) return;
  field.setRangeText(mark.dataset.insert, field.selectionStart, field.selectionEnd, "end");
  field.focus();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.isComposing) return;
  event.target.closest?.(".clause-form")?.querySelector("[data-leave]")?.click();
});

settle();

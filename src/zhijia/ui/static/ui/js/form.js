// Forms: an error summary takes the focus, a file field takes dropped files and says what it holds, what an answer
// does not ask for is hidden, and a form that is on its way is not sent twice.
document.querySelector("[data-focus]")?.focus();

function sayFiles(zone) {
  const { files } = zone.querySelector("input[type=file]");
  const words = zone.querySelector("[data-drop-words]");
  if (files.length) words.textContent = [...files].map((file) => `${file.name} · ${Math.ceil(file.size / 1024)} KB`).join(", ");
}

document.addEventListener("change", (event) => {
  const zone = event.target.closest("[data-drop]");
  if (zone) sayFiles(zone);
});

for (const kind of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    const zone = event.target.closest?.("[data-drop]");
    if (!zone) return;
    event.preventDefault();
    zone.classList.toggle("drop-over", kind === "dragover");
    if (kind !== "drop" || !event.dataTransfer.files.length) return;
    zone.querySelector("input[type=file]").files = event.dataTransfer.files;
    sayFiles(zone);
  });
}

// What is asked after one answer only (`data-shown-if="opinion=objection"`) is out of the way after any other.
function showAsked(form) {
  for (const control of form.querySelectorAll("[data-shown-if]")) {
    const [name, answer] = control.dataset.shownIf.split("=");
    control.closest(".field").hidden = new FormData(form).get(name) !== answer;
  }
}
[...document.forms].forEach(showAsked);
document.addEventListener("change", (event) => {
  if (event.target.form) showAsked(event.target.form);
});

const RESEND_AFTER_MS = 4000;
const sent = new WeakSet();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (sent.has(form)) event.preventDefault();
  sent.add(form);
  setTimeout(() => sent.delete(form), RESEND_AFTER_MS);
});

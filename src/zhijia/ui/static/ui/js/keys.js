// Page keys: an element with data-key="…" is focused (fields) or pressed (links, buttons) by that key.
// Keys are left alone while one types, composes Chinese, or holds a modifier.
export function isTyping(event) {
  const field = event.target.closest("input, textarea, select, [contenteditable]");
  const typed = field && !["checkbox", "radio", "button", "submit"].includes(field.type);
  return Boolean(typed) || event.isComposing || event.ctrlKey || event.metaKey || event.altKey;
}

document.addEventListener("keydown", (event) => {
  if (isTyping(event) || document.querySelector("dialog[open]")) return;
  const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!target) return;
  event.preventDefault();
  if (target.matches("input, textarea, select")) {
    target.focus();
    target.select?.();
  } else {
    target.click();
  }
});

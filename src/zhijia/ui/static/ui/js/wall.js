// Wall screen: shows one [data-wall-panel] at a time, the next after 20 seconds. Space or the button holds it still.
const STAY_MS = 20000;
const panels = [...document.querySelectorAll("[data-wall-panel]")];
const stop = document.querySelector("[data-wall-stop]");
let at = 0;

function show(next) {
  at = next % panels.length;
  panels.forEach((panel, i) => panel.classList.toggle("wall-off", i !== at));
}

const isHeld = () => stop.getAttribute("aria-pressed") === "true";

stop.addEventListener("click", () => stop.setAttribute("aria-pressed", String(!isHeld())));

document.addEventListener("keydown", (event) => {
  if (event.key === "ArrowRight") show(at + 1);
  if (event.key === "ArrowLeft") show(at + panels.length - 1);
  if (event.key !== " " || event.target === stop) return;
  event.preventDefault();
  stop.click();
});

if (panels.length > 1) {
  show(0);
  setInterval(() => { if (!isHeld()) show(at + 1); }, STAY_MS);
}

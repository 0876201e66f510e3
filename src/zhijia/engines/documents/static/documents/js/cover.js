// Covering what a photo may not show: rectangles drawn over it are burnt into the pixels before it is sent, so that what lies
// below them never leaves the device. Without this script a photo is sent as it is, and the sender confirms that she looked.
const MOST_PIXELS = 16_000_000; // what the canvas of a phone holds
const SHOWN = 1600;
const STEP = 0.02;
const LEAST = 0.004;
const QUALITY = 0.9;
const INK = "#000";

const root = document.querySelector("[data-cover]");
const input = root.querySelector("input[type=file]");
const dialog = root.querySelector("dialog");
const canvas = dialog.querySelector("canvas");
const words = (name, n) => root.dataset[name].replace("{n}", n);

let photos = [];
let open = null; // the photo that is being covered
let draft = null; // the rectangle that is being drawn, in shares of the picture
let packing = null; // the covered photos on their way into the form

function say(text) {
  root.querySelector("[data-cover-say]").textContent = text;
}

// ---- drawing

function paint(to, photo, boxes) {
  const { width, height } = to.canvas;
  to.fillStyle = "#fff"; // below what is transparent
  to.fillRect(0, 0, width, height);
  to.drawImage(photo.bitmap, 0, 0, width, height);
  to.fillStyle = INK;
  for (const { x, y, w, h } of boxes) {
    const [left, top] = [Math.floor(x * width), Math.floor(y * height)];
    to.fillRect(left, top, Math.ceil((x + w) * width) - left, Math.ceil((y + h) * height) - top);
  }
}

function sized(target, { width, height }, most) {
  const scale = Math.min(1, most / Math.max(width, height), Math.sqrt(MOST_PIXELS / (width * height)));
  target.width = Math.max(1, Math.round(width * scale));
  target.height = Math.max(1, Math.round(height * scale));
  return target.getContext("2d");
}

function show() {
  const to = canvas.getContext("2d");
  paint(to, open, open.boxes);
  if (!draft) return;
  const { x, y, w, h } = draft;
  const box = [x * canvas.width, y * canvas.height, w * canvas.width, h * canvas.height];
  to.fillStyle = "rgb(0 0 0 / 45%)";
  to.fillRect(...box);
  to.strokeStyle = "#fff";
  to.lineWidth = Math.max(2, canvas.width / 300);
  to.strokeRect(...box);
}

// ---- into the form

async function burnt(photo) {
  if (!photo.boxes.length) return photo.file;
  const target = document.createElement("canvas");
  paint(sized(target, photo.bitmap, Infinity), photo, photo.boxes);
  const blob = await new Promise((resolve) => target.toBlob(resolve, "image/jpeg", QUALITY));
  if (!blob) throw new Error("the photo could not be written");
  return new File([blob], photo.file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
}

async function pack() {
  const mine = photos;
  const files = new DataTransfer();
  try {
    for (const photo of mine) files.items.add(await burnt(photo));
  } catch {
    // what could not be covered is not sent uncovered
    files.items.clear();
    say(words("failed"));
  }
  if (mine !== photos) return; // others were chosen meanwhile
  input.files = files.files;
  if (!files.items.length) photos = [];
  list();
}

function hand() {
  const mine = pack().then(() => {
    if (packing === mine) packing = null;
  });
  packing = mine;
}

input.form.addEventListener("submit", async (event) => {
  if (!packing) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  while (packing) await packing;
  if (input.files.length) input.form.requestSubmit(event.submitter);
});

// ---- the photos that were chosen

function list() {
  const rows = photos.filter((photo) => photo.bitmap).map((photo) => {
    const row = document.createElement("li");
    row.className = "cover-row";
    const thumb = document.createElement("canvas");
    thumb.setAttribute("aria-hidden", "true");
    paint(sized(thumb, photo.bitmap, 160), photo, photo.boxes);
    const name = document.createElement("span");
    name.textContent = photo.boxes.length ? words("covered", photo.boxes.length) : words("uncovered");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn";
    button.textContent = words("act");
    button.setAttribute("aria-label", `${words("act")} ${photo.file.name}`);
    button.addEventListener("click", () => begin(photo));
    row.append(thumb, name, button);
    return row;
  });
  root.querySelector("[data-cover-list]").replaceChildren(...rows);
}

async function take() {
  say("");
  photos = await Promise.all([...input.files].map(async (file) => {
    let bitmap = null;
    try {
      bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
    } catch {
      // no picture: the server says so
    }
    return { file, bitmap, boxes: [] };
  }));
  list();
}

input.addEventListener("change", take);
document.addEventListener("drop", (event) => {
  if (root.contains(event.target)) take();
});

// ---- covering one of them

function begin(photo) {
  open = photo;
  draft = null;
  sized(canvas, photo.bitmap, SHOWN);
  dialog.showModal();
  canvas.focus();
  show();
}

function count() {
  dialog.querySelector("[data-cover-count]").textContent = open.boxes.length ? words("covered", open.boxes.length) : "";
}

function keep() {
  if (draft && draft.w > LEAST && draft.h > LEAST) open.boxes.push(draft);
  draft = null;
  show();
  count();
}

function undo() {
  if (draft) draft = null;
  else open.boxes.pop();
  show();
  count();
}

function at(event) {
  const frame = canvas.getBoundingClientRect();
  const share = (value) => Math.min(1, Math.max(0, value));
  return { x: share((event.clientX - frame.left) / frame.width), y: share((event.clientY - frame.top) / frame.height) };
}

let start = null;
canvas.addEventListener("pointerdown", (event) => {
  start = at(event);
  draft = null;
  canvas.setPointerCapture(event.pointerId);
});
canvas.addEventListener("pointermove", (event) => {
  if (!start) return;
  const end = at(event);
  draft = {
    x: Math.min(start.x, end.x), y: Math.min(start.y, end.y), w: Math.abs(end.x - start.x), h: Math.abs(end.y - start.y),
  };
  show();
});
for (const kind of ["pointerup", "pointercancel"]) {
  canvas.addEventListener(kind, (event) => {
    start = null;
    if (event.type === "pointercancel") draft = null;
    keep();
  });
}

const MOVES = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };

canvas.addEventListener("keydown", (event) => {
  const move = MOVES[event.key];
  if (move) {
    draft ??= { x: 0.4, y: 0.45, w: 0.2, h: 0.1 };
    if (event.shiftKey) {
      draft.w = Math.min(1 - draft.x, Math.max(STEP, draft.w + move[0]));
      draft.h = Math.min(1 - draft.y, Math.max(STEP, draft.h + move[1]));
    } else {
      draft.x = Math.min(1 - draft.w, Math.max(0, draft.x + move[0]));
      draft.y = Math.min(1 - draft.h, Math.max(0, draft.y + move[1]));
    }
    show();
  } else if (event.key === "Enter" || event.key === " ") keep();
  else if (event.key === "Backspace" || event.key === "Delete") undo();
  else return;
  event.preventDefault();
});

dialog.querySelector("[data-cover-undo]").addEventListener("click", undo);
dialog.querySelector("[data-cover-all]").addEventListener("click", () => {
  draft = null;
  open.boxes = [];
  show();
  count();
});
dialog.addEventListener("close", () => {
  draft = null;
  hand();
});

// What the phone keeps: rows of ciphertext in IndexedDB. The key is in the tab's session and nowhere else on the device.
const KEY = "zhijia-visit-key";
const OWNER = "zhijia-visit-owner";

export const owner = () => sessionStorage.getItem(OWNER);

export function hold(ticket) {
  sessionStorage.setItem(KEY, ticket.key);
  sessionStorage.setItem(OWNER, ticket.owner);
}

export function drop() {
  sessionStorage.removeItem(KEY);
  sessionStorage.removeItem(OWNER);
}

async function cryptoKey() {
  const text = sessionStorage.getItem(KEY);
  if (!text) return null;
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
}

function open() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open("zhijia-visits", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("rows", { keyPath: "id" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function ask(mode, act) {
  const base = await open();
  return new Promise((resolve, reject) => {
    const work = base.transaction("rows", mode, { durability: "strict" });
    const asked = act(work.objectStore("rows"));
    work.oncomplete = () => { base.close(); resolve(asked.result); };
    work.onabort = work.onerror = () => { base.close(); reject(work.error); };
  });
}

// A row is bound to its id: its ciphertext does not open under another one.
export async function put(id, content, note = {}) {
  const key = await cryptoKey();
  if (!key) throw new Error("locked");
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(content));
  const body = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: new TextEncoder().encode(id) }, key, plain);
  await ask("readwrite", (rows) => rows.put({ id, owner: owner(), iv, body, ...note }));
}

export async function read(row) {
  const key = await cryptoKey();
  if (!key) return null;
  const bound = { name: "AES-GCM", iv: row.iv, additionalData: new TextEncoder().encode(row.id) };
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(bound, key, row.body)));
}

export const get = (id) => ask("readonly", (rows) => rows.get(id));
export const all = () => ask("readonly", (rows) => rows.getAll());
export const remove = (id) => ask("readwrite", (rows) => rows.delete(id));

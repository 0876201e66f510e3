// A ballot that any two of three scrutineers open. The form is described in lib/sealed_box.py; this is the same with WebCrypto.
import { bytesOf, digest, hex, join, random, utf8 } from "./numbers.js";

const PAIRS = [[0, 1], [0, 2], [1, 2]];
const CURVE = { name: "ECDH", namedCurve: "P-256" };
const HEAD_BYTES = 241;
const { subtle } = globalThis.crypto ?? {};

export const ticketMessage = (poll, question, serial) =>
  join(utf8("zhijia ticket 1\n"), poll, Uint8Array.of(question >> 8, question & 255), serial);
export const sealingContext = (poll, question, serial) =>
  join(utf8("zhijia ballot 1\n"), poll, Uint8Array.of(question >> 8, question & 255), serial);

// Whether the box whose key stands in the frozen text (a point in hex) signed that it keeps this sealed ballot.
export async function isReceipt(point, poll, question, serial, sealed, receipt) {
  const kind = { name: "ECDSA", namedCurve: "P-256" };
  const key = await subtle.importKey("raw", bytesOf(point), kind, false, ["verify"]);
  const kept = await digest("SHA-256", join(serial, sealed));
  const text = join(utf8("zhijia receipt 1\n"), poll, Uint8Array.of(question >> 8, question & 255), kept);
  return subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, bytesOf(String(receipt)), text);
}

export async function seal(text, points, length, context) {
  const once = await subtle.generateKey(CURVE, false, ["deriveBits"]);
  const point = new Uint8Array(await subtle.exportKey("raw", once.publicKey));
  const shared = [];
  for (const one of points) shared.push(await exchange(once.privateKey, await readPoint(one)));
  const content = random(32);
  const wrapped = [];
  for (const [number, [one, other]] of PAIRS.entries()) {
    const key = await pairKey(number, join(shared[one], shared[other]), point, context);
    wrapped.push(await encrypt(key, content, context));
  }
  const both = await derive(content, 64, join(utf8("zhijia ballot text 1"), context));
  const head = join(point, ...wrapped, both.slice(32));
  const body = await encrypt(both.slice(0, 32), pad(text, length), join(context, await digest("SHA-256", head)));
  return join(head, body);
}

// The text, or null for what does not open. `keys` are two private keys with their places, counted from 0, in order.
export async function openSealed(sealed, keys, context) {
  const number = PAIRS.findIndex(([one, other]) => one === keys[0].place && other === keys[1].place);
  const point = sealed.slice(0, 65);
  try {
    const once = await readPoint(point);
    const shared = join(await exchange(keys[0].key, once), await exchange(keys[1].key, once));
    const key = await pairKey(number, shared, point, context);
    const content = await decrypt(key, sealed.slice(65 + 48 * number, 113 + 48 * number), context);
    const both = await derive(content, 64, join(utf8("zhijia ballot text 1"), context));
    const head = sealed.slice(0, HEAD_BYTES);
    if (hex(both.slice(32)) !== hex(head.slice(209))) return null;
    const bound = join(context, await digest("SHA-256", head));
    return unpad(await decrypt(both.slice(0, 32), sealed.slice(HEAD_BYTES), bound));
  } catch {
    return null; // WebCrypto says no more than that it did not open
  }
}

// A scrutineer's new key pair: the point to publish, the secret half as 32 bytes.
export async function makeKey() {
  const pair = await subtle.generateKey(CURVE, true, ["deriveBits"]);
  const point = new Uint8Array(await subtle.exportKey("raw", pair.publicKey));
  const { d } = await subtle.exportKey("jwk", pair.privateKey);
  return { point, secret: fromUrl(d) };
}

// The private key from its 32 bytes; an Error where it does not belong to the point.
export async function readSecret(secret, point) {
  const [x, y, d] = [point.slice(1, 33), point.slice(33), secret].map(toUrl);
  return subtle.importKey("jwk", { kty: "EC", crv: "P-256", x, y, d }, CURVE, false, ["deriveBits"]);
}

const readPoint = (point) => subtle.importKey("raw", point, CURVE, false, []);
const exchange = async (key, other) =>
  new Uint8Array(await subtle.deriveBits({ name: "ECDH", public: other }, key, 256));
const pairKey = (number, shared, point, context) =>
  derive(shared, 32, join(utf8("zhijia ballot pair 1"), Uint8Array.of(number), point, context));
const importAes = (key) => subtle.importKey("raw", key, "AES-GCM", false, ["encrypt", "decrypt"]);
const once = (bound) => ({ name: "AES-GCM", iv: new Uint8Array(12), additionalData: bound }); // each key seals one text

async function derive(secret, length, info) {
  const key = await subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info };
  return new Uint8Array(await subtle.deriveBits(how, key, 8 * length));
}
async function encrypt(key, text, bound) {
  return new Uint8Array(await subtle.encrypt(once(bound), await importAes(key), text));
}
async function decrypt(key, sealed, bound) {
  return new Uint8Array(await subtle.decrypt(once(bound), await importAes(key), sealed));
}

function pad(text, length) {
  if (text.length > length - 2) throw new RangeError("ballot");
  return join(Uint8Array.of(text.length >> 8, text.length & 255), text, new Uint8Array(length - 2 - text.length));
}
function unpad(padded) {
  const end = 2 + (padded[0] << 8) + padded[1];
  return padded.length < end || padded.slice(end).some(Boolean) ? null : padded.slice(2, end);
}
const toUrl = (bytes) =>
  btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const fromUrl = (words) =>
  Uint8Array.from(atob(words.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));

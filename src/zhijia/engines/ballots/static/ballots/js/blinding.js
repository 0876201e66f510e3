// Blind RSA signatures, RSABSSA-SHA384-PSS-Randomized of RFC 9474: the side of who wants a stamp. The signature that comes out is
// checked by the browser's own RSA-PSS.
import { bytesOf, bytesOfInt, digest, hex, intOf, inverse, join, power, random, randomBelow } from "./numbers.js";

const HASH_BYTES = 48;
const PSS = { name: "RSA-PSS", saltLength: HASH_BYTES };

// A stamp's public key, from its SubjectPublicKeyInfo in hex.
export async function readStamp(spki) {
  const kind = { name: "RSA-PSS", hash: "SHA-384" };
  const key = await crypto.subtle.importKey("spki", bytesOf(spki), kind, true, ["verify"]);
  const { n, e } = await crypto.subtle.exportKey("jwk", key);
  const modulus = intOf(fromBase64(n));
  const bits = modulus.toString(2).length;
  return { key, n: modulus, e: intOf(fromBase64(e)), bits, size: Math.ceil(bits / 8) };
}

// What is drawn for one blinding, never twice.
export const draw = (stamp) => ({ prefix: random(32), salt: random(HASH_BYTES), factor: randomBelow(stamp.n) });

// { blinded, inverse, prefix } in hex: `blinded` is sent, the others stay on this device.
export async function blind(stamp, message, chance = draw(stamp)) {
  const encoded = intOf(await encode(join(chance.prefix, message), stamp.bits - 1, chance.salt));
  const undo = inverse(chance.factor, stamp.n);
  if (undo === null || inverse(encoded, stamp.n) === null) return blind(stamp, message);
  const blinded = (encoded * power(chance.factor, stamp.e, stamp.n)) % stamp.n;
  return { blinded: hex(bytesOfInt(blinded, stamp.size)), inverse: undo.toString(16), prefix: hex(chance.prefix) };
}

// [prefix, stamp] in hex, once the browser has checked it; an Error when the answer is no stamp on what was sent.
export async function finalize(stamp, message, blinding, answer) {
  const value = (BigInt(`0x${answer}`) * BigInt(`0x${blinding.inverse}`)) % stamp.n;
  const signature = bytesOfInt(value, stamp.size);
  if (!(await isStamped(stamp, message, blinding.prefix, hex(signature)))) throw new Error("stamp");
  return [blinding.prefix, hex(signature)];
}

export const isStamped = (stamp, message, prefix, signature) =>
  crypto.subtle.verify(PSS, stamp.key, bytesOf(signature), join(bytesOf(prefix), message));

// EMSA-PSS-ENCODE of RFC 8017, 9.1.1.
async function encode(message, bits, salt) {
  const size = Math.ceil(bits / 8);
  const hash = await digest("SHA-384", join(new Uint8Array(8), await digest("SHA-384", message), salt));
  const block = join(new Uint8Array(size - 2 * HASH_BYTES - 2), Uint8Array.of(1), salt);
  const mask = await spread(hash, block.length);
  const masked = block.map((byte, at) => byte ^ mask[at]);
  masked[0] &= 0xff >> (8 * size - bits);
  return join(masked, hash, Uint8Array.of(0xbc));
}

// MGF1 of RFC 8017, B.2.1.
async function spread(seed, length) {
  const parts = [];
  for (let round = 0; round * HASH_BYTES < length; round += 1) {
    parts.push(await digest("SHA-384", join(seed, bytesOfInt(BigInt(round), 4))));
  }
  return join(...parts).slice(0, length);
}

const fromBase64 = (words) =>
  Uint8Array.from(atob(words.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));

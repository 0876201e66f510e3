// A secret locked by a code of 100 random bits that somebody writes down (lib/kept_keys.py: lock_by_code).
import { join, random, utf8 } from "./numbers.js";

const ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"; // 32 signs: none is mistaken for another
const ROUNDS = 200_000;
const { subtle } = globalThis.crypto ?? {};

export function makeCode() {
  const signs = Array.from(random(20), (byte) => ALPHABET[byte & 31]).join("");
  return signs.match(/.{4}/g).join("-");
}

export async function lock(secret, code, bound) {
  const [salt, nonce] = [random(16), random(12)];
  const how = { name: "AES-GCM", iv: nonce, additionalData: utf8(bound) };
  return join(salt, nonce, new Uint8Array(await subtle.encrypt(how, await stretch(code, salt), secret)));
}

// The secret; an Error for another code.
export async function unlock(locked, code, bound) {
  const how = { name: "AES-GCM", iv: locked.slice(16, 28), additionalData: utf8(bound) };
  return new Uint8Array(await subtle.decrypt(how, await stretch(code, locked.slice(0, 16)), locked.slice(28)));
}

async function stretch(code, salt) {
  const plain = [...code.toUpperCase()].filter((sign) => ALPHABET.includes(sign)).join("");
  const key = await subtle.importKey("raw", utf8(plain), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
  return subtle.deriveKey(how, key, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

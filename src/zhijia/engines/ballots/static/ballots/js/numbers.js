// Bytes, large numbers and chance. Nothing here is secret but what the caller keeps secret.
const subtle = globalThis.crypto?.subtle;
const text = new TextEncoder();

export const isSecure = () => Boolean(globalThis.isSecureContext && subtle);
export const utf8 = (words) => text.encode(words);
export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
export const bytesOf = (digits) => Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
export const intOf = (bytes) => BigInt(`0x${hex(bytes) || "0"}`);
export const bytesOfInt = (number, size) => bytesOf(number.toString(16).padStart(2 * size, "0"));
export const random = (size) => crypto.getRandomValues(new Uint8Array(size));
export const digest = async (name, bytes) => new Uint8Array(await subtle.digest(name, bytes));

export function join(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function power(base, exponent, modulus) {
  let result = 1n;
  for (const bit of exponent.toString(2)) {
    result = (result * result) % modulus;
    if (bit === "1") result = (result * base) % modulus;
  }
  return result;
}

// The inverse modulo n, or null where there is none (extended Euclid).
export function inverse(number, modulus) {
  let [rest, next, factor, other] = [modulus, number % modulus, 0n, 1n];
  while (next) {
    const times = rest / next;
    [rest, next] = [next, rest - times * next];
    [factor, other] = [other, factor - times * other];
  }
  return rest === 1n ? ((factor % modulus) + modulus) % modulus : null;
}

// A number from 1 to limit - 1, all equally likely: what is too large is thrown away, never folded back.
export function randomBelow(limit) {
  const bits = limit.toString(2).length;
  const size = Math.ceil(bits / 8);
  for (;;) {
    const bytes = random(size);
    bytes[0] &= 0xff >> (8 * size - bits);
    const number = intOf(bytes);
    if (number > 0n && number < limit) return number;
  }
}

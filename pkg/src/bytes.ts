import { RolepackError } from './errors.js'

/** For each character of such a text what it stands for: a byte below 89, or what is added to 89 or to 178. */
const PLACES = Uint8Array.from({ length: 127 }, (_, unit) => (unit > 123 ? [57, 61, 1][unit - 124]! : unit - 35))

/**
 * Bytes from the text that carries them in a JavaScript module; `scripts/inline.mjs` is its other half. A byte below 89 is one character,
 * the rest are two, all of them printable and none in need of an escape. Byte boundaries stay where they are, so that brotli makes it as
 * small as the bytes themselves, and a third smaller than base64.
 */
export function unpack(text: string): Uint8Array<ArrayBuffer> {
  // This runs once, before any compiler has seen it: as little as can be is done for a byte.
  const bytes = new TextEncoder().encode(text)
  const { length } = bytes
  let written = 0
  let at = 0
  while (at < length) {
    const unit = bytes[at++]!
    bytes[written++] = unit < 34 ? 89 * (unit - 31) + PLACES[bytes[at++]!]! : PLACES[unit]!
  }
  return bytes.subarray(0, written)
}

/** Compiles a module that stands in JavaScript: where it fails there is no WebAssembly, or a page's policy forbids it. */
export function compile(text: string): WebAssembly.Module {
  try {
    return new WebAssembly.Module(unpack(text))
  } catch {
    throw new RolepackError('no-webassembly', 'WebAssembly is missing or forbidden', "allow `'wasm-unsafe-eval'` in the CSP, or use `rolepack/js`")
  }
}

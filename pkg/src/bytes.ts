/**
 * Bytes from the text that carries them in a JavaScript module; `scripts/inline.mjs` is its other half. A byte below 89 is one character,
 * the rest are two, all of them printable and none in need of an escape. Byte boundaries stay where they are, so that brotli makes it as
 * small as the bytes themselves, and a third smaller than base64.
 */
export function unpack(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length)
  let length = 0
  for (let at = 0; at < text.length; at++) {
    const first = place(text.charCodeAt(at))
    bytes[length++] = first < 2 ? 89 + 91 * first + place(text.charCodeAt(++at)) : first - 2
  }
  return bytes.subarray(0, length)
}

/** The place of a character among the printable ones without `"`, `$`, `\` and the backtick. */
function place(unit: number): number {
  return unit - 32 - +(unit > 34) - +(unit > 36) - +(unit > 92) - +(unit > 96)
}

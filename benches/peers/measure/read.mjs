import { readFileSync } from 'node:fs'

/** A file's bytes, as they came. @param {string} path */
export function read(path) {
  const { buffer, byteOffset, byteLength } = readFileSync(path)
  return new Uint8Array(/** @type {ArrayBuffer} */ (buffer), byteOffset, byteLength)
}

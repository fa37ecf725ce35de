import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'

/** The largest window that browsers take, 16 MiB. */
const WINDOW = 24

const cache = fileURLToPath(new URL('../../../target/peers/brotli', import.meta.url))

/**
 * The size at quality 11. It takes some seconds a megabyte and never changes, so what was found is kept.
 *
 * @param {Uint8Array} bytes
 * @returns {Promise<number>}
 */
export async function brotli(bytes) {
  const known = join(cache, createHash('sha256').update(bytes).digest('hex'))
  if (existsSync(known)) return Number(readFileSync(known, 'utf8'))
  const { length } = await promisify(brotliCompress)(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: WINDOW,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  })
  mkdirSync(cache, { recursive: true })
  writeFileSync(known, String(length))
  return length
}

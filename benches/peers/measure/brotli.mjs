import { brotliCompressSync, constants } from 'node:zlib'

/** The largest window that browsers take, 16 MiB. */
export const WINDOW = 24

/** The size at quality 11. @param {Uint8Array} bytes */
export function brotli(bytes) {
  return brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: WINDOW,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  }).length
}

// node brotli.mjs FILE: the size at quality 11, with the largest window that browsers take.
import { readFileSync } from 'node:fs'
import { brotliCompressSync, constants } from 'node:zlib'

const bytes = readFileSync(process.argv[2])
const { length } = brotliCompressSync(bytes, {
  params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
})
console.log(length)

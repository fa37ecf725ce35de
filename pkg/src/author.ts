// The entry `rolepack/author`: sources in, snapshots out, for consoles and build scripts.
import { author } from './authoring.js'
import { compile } from './bytes.js'
import inlined from './wasm/author.inline.js'

export { SourceError, type PackOptions } from './authoring.js'
export { LoadError, RolepackError } from './errors.js'
export type { LoadErrorCode } from './errors.js'
export type * from './source.js'

export const { pack, problems, unpack } = author(() => compile(inlined))

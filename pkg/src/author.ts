// The entry `rolepack/author`: sources in, snapshots out, for consoles and build scripts.
import { author } from './authoring.js'
import { compile } from './bytes.js'
import inlined from './wasm/author.inline.js'

export { SourceError, type Finding, type LintOptions, type PackOptions } from './authoring.js'
export type * from './compared.js'
export type * from './reviewed.js'
export { LoadError, RolepackError } from './errors.js'
export type { LoadErrorCode } from './errors.js'
export type * from './source.js'

export const { applyReview, diff, lint, pack, problems, review, reviewTable, unpack } = author(() => compile(inlined))

// The entry `rolepack/author` under the export condition `workerd`.
import { author } from '../authoring.js'
import compiled from '../wasm/author.wasm'

export { SourceError } from '../authoring.js'
export { LoadError, RolepackError } from '../errors.js'

export const { applyReview, diff, lint, pack, problems, review, reviewTable, unpack } = author(() => compiled)

// What every entry that asks a snapshot exports beside its own `Access` and `User`.
export * from './errors.js'
export { Permission } from './permission.js'
export type { LiveAccess, OpenOptions, Source } from './live/index.js'
export type * from './register.js'
export type * from './types.js'

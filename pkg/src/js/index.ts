// The entry `rolepack/js`: load, can, check, user, without WebAssembly. For where that is missing or forbidden.
export { Access, type User } from './access.js'
export { LoadError, LoadError as RolepackError } from './errors.js'
export type { LoadErrorCode } from '../errors.js'
export { Permission } from '../permission.js'
export type * from '../register.js'
export type * from '../types.js'

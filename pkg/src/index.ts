// The entry `rolepack`: load, can, check, user. What needs more is loaded when it is asked for.
export { Access, User } from './access.js'
export * from './errors.js'
export { Permission } from './permission.js'
export type * from './register.js'
export type * from './types.js'

// The entry `rolepack/keep`: one user's slice, kept where the page finds it again without a network.
export { keep, type KeptAccess } from './keep.js'
export type { KeepStorage } from './storage.js'
export type { KeptOptions } from './options.js'

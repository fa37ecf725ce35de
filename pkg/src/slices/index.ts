// The entry `rolepack/slices`: every caller's own slice, served.
export { slices } from './handler.js'
export type { Caller } from '../edge/caller.js'
export type { SliceAccess, SlicesOptions } from './options.js'

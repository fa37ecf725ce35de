// The entry `rolepack/slices`: every caller's own slice, served.
export { slices } from './handler.js'
export type { SliceAccess, SliceCaller, SlicesOptions } from './options.js'

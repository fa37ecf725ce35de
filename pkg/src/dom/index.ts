// The entry `rolepack/dom`.
export { gatePage, type GatedPage, type PageOptions } from './gate-page.js'
export type { Reasons } from './show.js'
export type { Answer } from '../ui/answer.js'
export type { AccessLike, Given, Loaded, SliceLike, UserLike, Whose } from '../ui/given.js'

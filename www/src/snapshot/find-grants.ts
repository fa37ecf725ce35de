import type { Directory } from './directory'
import { matcher } from './plain'

/** Tells whether a permission, in its feature area, is found by what was typed: by the names of both, or its key. */
export function grantMatcher(directory: Directory, asked: string): (grant: { readonly area: string; readonly permission: string }) => boolean {
  const matches = matcher(asked)
  return ({ area, permission }) => matches(`${directory.area(area)} ${directory.title(permission)} ${permission}`)
}

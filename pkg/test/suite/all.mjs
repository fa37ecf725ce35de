import access from './access.mjs'
import author from './author.mjs'
import authzen from './authzen.mjs'
import errors from './errors.mjs'
import live from './live.mjs'
import liveSigned from './live-signed.mjs'
import malformed from './malformed.mjs'
import reviewing from './reviewing.mjs'
import rich from './rich.mjs'
import slices from './slices.mjs'
import vectors from './vectors.mjs'

/** The whole suite, as [name, test] pairs, for the package's entries as a runtime has loaded them. */
export function suite(entries, files) {
  return [...vectors(entries, files), ...malformed(entries), ...access(entries), ...errors(entries), ...rich(entries), ...author(entries), ...reviewing(entries), ...authzen(entries), ...slices(entries), ...(entries.live ? [...live(entries), ...liveSigned(entries)] : [])]
}

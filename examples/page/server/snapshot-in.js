import { readFile, stat } from 'node:fs/promises'

/** A file that is replaced while the server runs, as a source of snapshots: read again once it has changed. */
export function snapshotIn(file) {
  return {
    async fetch(known) {
      const { mtimeMs, size } = await stat(file)
      const tag = `${mtimeMs} ${size}`
      return tag === known ? undefined : { bytes: await readFile(file), tag }
    },
  }
}

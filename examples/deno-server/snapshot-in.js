/** A file that is replaced while the server runs, as a source of snapshots: read again once it has changed. */
export function snapshotIn(file) {
  return {
    async fetch(known) {
      const { mtime, size } = await Deno.stat(file)
      const tag = `${mtime?.getTime()} ${size}`
      return tag === known ? undefined : { bytes: await Deno.readFile(file), tag }
    },
  }
}

// Where a test has a snapshot fetched from, and what that is refused for.

/** A place whose contents a test changes. */
export const place = (bytes) => {
  const it = { bytes, asked: 0, fetch: async (known) => (it.asked++, it.fail ? Promise.reject(it.fail) : { bytes: it.bytes.slice(), tag: it.tag }) }
  return it
}

export const quiet = { report() {} }
/** Within the validity of every snapshot that a test signs. Asked within a test: before there is a request a worker's clock stands at 0. */
export const later = () => Date.now() + 3_600_000

export async function thrown(run) {
  try {
    await run()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

export async function failed(run) {
  const error = await thrown(run)
  if (error.code === undefined) throw error
  return error.code
}

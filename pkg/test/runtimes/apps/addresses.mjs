// Snapshots from addresses, for runtimes that know requests and answers.
import { Access } from 'rolepack'
import { fromURL } from 'rolepack/live'

const quiet = { organization: 'acme', report() {} }

/** Asks what the request says: of the server `from`, each of its `paths`, or where there are none, what is new. */
export async function answer(request) {
  const { searchParams } = new URL(request.url)
  const [from, paths] = [searchParams.get('from'), searchParams.getAll('path')]
  return Response.json(paths.length > 0 ? await Promise.all(paths.map((path) => refused(from, path))) : await news(from))
}

/** For what the first snapshot is refused, for what a later one, and whether the one before answers on. */
async function refused(from, path) {
  // All but those that never end are waited for, however busy the machine is.
  const source = fromURL(`${from}${path}`, { timeout: ['/hangs', '/drips'].includes(path) ? 500 : 30_000, maxBytes: 1_000_000 })
  const first = await Access.open(source, quiet).then(() => 'taken', ({ code }) => code)
  let held = false
  const access = await Access.open({ fetch: (known) => (held ? source : fromURL(`${from}/snapshot`)).fetch(known) }, quiet)
  held = true
  await access.refresh()
  const told = [path, first, access.failure?.code ?? 'unchanged', access.can('ada', 'createRun')]
  access.close()
  return told
}

/** The sequences before and after an event. */
async function news(from) {
  const access = await Access.open(fromURL(`${from}/snapshot`, { events: `${from}/events` }), { ...quiet, refreshEvery: 3_600_000 })
  const before = access.sequence
  await new Promise((done) => access.subscribe(done))
  const after = access.sequence
  access.close()
  return [before, after]
}

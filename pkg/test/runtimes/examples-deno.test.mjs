// The Deno server, with the permissions that its task gives it.
import { binary } from './binaries.mjs'
import { example } from './example.mjs'
import { everybody, runsIn } from './example-runs.mjs'

const deno = binary('deno')
const place = example('deno-server', { program: deno })
const { address } = await place.start(deno, 'task', 'start')
runsIn('deno-server', address, { ...(await everybody(place)), ada: (await place.run(deno, 'task', '--quiet', 'token', 'ada')).trim() })

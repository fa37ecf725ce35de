// The Hono server and the Express server, in the Node at hand.
import { example } from './example.mjs'
import { everybody, runsIn } from './example-runs.mjs'

const servers = ['hono-server', 'express-server'].map(async (name) => {
  const place = example(name)
  const { address } = await place.start('npm', 'start')
  const ada = await place.run('npm', 'run', '--silent', 'token', 'ada')
  return [name, address, { ...(await everybody(place)), ada: ada.trim() }]
})

// Tests that begin while others start would end them all.
for (const [name, address, tokens] of await Promise.all(servers)) runsIn(name, address, tokens)

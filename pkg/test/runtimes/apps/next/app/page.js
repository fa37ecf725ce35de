// A server component, which tells its own results, and within it a client component.
import { everything } from '../../everything.mjs'
import { Client } from './client.js'

export const dynamic = 'force-dynamic'

export default async function Page() {
  return (
    <>
      <pre id="server">{JSON.stringify(await everything())}</pre>
      <Client />
    </>
  )
}

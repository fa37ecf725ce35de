// A guarded server, for runtimes that open ports: tells its address on standard output.
import { application } from './guarded-application.mjs'

const said = (port) => console.log(`http://127.0.0.1:${port}/`)

if (globalThis.Deno) Deno.serve({ port: 0, hostname: '127.0.0.1', onListen: ({ port }) => said(port) }, application.fetch)
else said(globalThis.Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: application.fetch }).port)

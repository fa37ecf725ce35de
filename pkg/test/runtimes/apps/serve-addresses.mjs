// As a server, that asks other servers.
import { answer } from './addresses.mjs'

const said = (port) => console.log(`http://127.0.0.1:${port}/`)

if (globalThis.Deno) Deno.serve({ port: 0, hostname: '127.0.0.1', onListen: ({ port }) => said(port) }, answer)
else said(globalThis.Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: answer }).port)

// As a server: its issuer is named on the command line.
import { guarded } from './tokens-application.mjs'

const said = (port) => console.log(`http://127.0.0.1:${port}/`)

if (globalThis.Deno) Deno.serve({ port: 0, hostname: '127.0.0.1', onListen: ({ port }) => said(port) }, guarded(Deno.args[0]).fetch)
else said(globalThis.Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: guarded(process.argv[2]).fetch }).port)

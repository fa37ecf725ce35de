// The built page, served as strictly as a careful host would.
import { createServer } from 'node:http'
import { readFile } from 'node:fs/promises'
import { extname, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

const DIST = fileURLToPath(new URL('../dist/', import.meta.url))
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
}

/** Nothing may be evaluated, and nothing fetched or sent beside the page's own origin; of WebAssembly, only what the page brings. */
export const POLICY =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** `under`: a folder of the host in which the build lies, since its paths are relative. */
export async function serve(policy = POLICY, under = '/any/folder/') {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname
    const name = normalize(path.slice(under.length) || 'index.html')
    try {
      if (!path.startsWith(under) || name.startsWith('..')) throw new Error('outside')
      const body = await readFile(DIST + name)
      response.writeHead(200, { 'content-type': TYPES[extname(name)] ?? 'application/octet-stream', 'content-security-policy': policy, 'x-content-type-options': 'nosniff' })
      response.end(body)
    } catch {
      response.writeHead(404).end('not found')
    }
  })
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready))
  return { url: `http://localhost:${server.address().port}${under}`, close: () => new Promise((closed) => server.close(closed)) }
}

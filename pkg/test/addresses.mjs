// A server of snapshots that answers as servers do, and as they should not.
import { createServer } from 'node:http'
import { after } from 'node:test'

/** What a snapshot is refused for at each of these, by the code. */
export const refusedAt = {
  '/page': 'not-served', '/unnamed-page': 'not-a-snapshot', '/loop': 'unreachable', '/gone': 'not-served', '/forbidden': 'not-served', '/broken': 'not-served', '/nothing': 'truncated',
  '/never-changed': 'not-served', '/half': 'unreachable', '/half-unnoticed': 'checksum', '/hangs': 'unreachable', '/drips': 'unreachable', '/endless': 'too-large',
}

/** Runs until the tests have ended: what it serves at `/snapshot`, what it was asked, and who listens to `/events`. */
export async function addresses() {
  const it = {
    served: undefined,
    asked: [],
    listeners: new Set(),
    at: (path) => `http://127.0.0.1:${server.address().port}${path}`,
    say: (text) => it.listeners.forEach((response) => response.write(text)),
  }
  const pages = pagesOf(it)
  const server = createServer((request, response) => {
    it.asked.push([request.url, request.headers])
    const page = pages[new URL(request.url, 'http://server').pathname]
    return page ? page(request, response) : response.writeHead(404).end()
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  after(() => {
    server.closeAllConnections()
    server.close()
  })
  return it
}

function pagesOf(it) {
  return {
    '/snapshot'(request, response) {
      const etag = `"${it.served.sequence}"`
      if (request.headers['if-none-match'] === etag) return response.writeHead(304).end()
      response.writeHead(200, { etag, 'content-type': 'application/vnd.rolepack' }).end(it.served.bytes)
    },
    '/no-tag': (_, response) => response.end(it.served.bytes),
    '/page': (_, response) => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<!doctype html>'),
    '/unnamed-page': (_, response) => response.end('<!doctype html>'),
    '/loop': (_, response) => response.writeHead(302, { location: '/loop' }).end(),
    '/gone': (_, response) => response.writeHead(404).end(),
    '/forbidden': (_, response) => response.writeHead(401).end(),
    '/broken': (_, response) => response.writeHead(500).end('no'),
    '/nothing': (_, response) => response.writeHead(204).end(),
    '/never-changed': (_, response) => response.writeHead(304).end(),
    '/half': (_, response) => response.writeHead(200, { 'content-length': it.served.bytes.length }).write(it.served.bytes.subarray(0, 200), () => response.destroy()),
    '/half-unnoticed': (_, response) => response.end(it.served.bytes.subarray(0, 200)),
    '/hangs': () => {},
    '/drips': (_, response) => {
      const timer = setInterval(() => response.write('x'), 5)
      response.on('close', () => clearInterval(timer))
    },
    '/endless': (_, response) => {
      const more = () => { while (!response.destroyed && response.write(Buffer.alloc(65_536))); }
      response.on('drain', more)
      more()
    },
    '/events'(request, response) {
      it.listeners.add(response)
      response.on('close', () => it.listeners.delete(response))
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': here\n\n')
    },
  }
}

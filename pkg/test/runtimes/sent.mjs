// Requests as bytes: what no client would send, and what servers make of it before a guard sees it.
import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'

/** Sends bytes, and answers the status and the JSON; a connection that is closed without an answer is status 0. */
export function send(address, ...parts) {
  const { port, hostname } = new URL(address)
  return new Promise((done) => {
    const socket = connect(Number(port), hostname)
    let answer = ''
    const finish = () => {
      socket.destroy()
      const [head, rest = ''] = answer.split('\r\n\r\n')
      const json = /\{.*\}/s.exec(rest)?.[0]
      done({ status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0), ...(json ? JSON.parse(json) : {}) })
    }
    socket.setTimeout(5_000, finish).on('close', finish).on('error', finish)
    socket.on('data', (part) => {
      answer += part.toString('latin1')
      if (/\r\n\r\n.*\}/s.test(answer)) finish()
    })
    for (const part of parts) socket.write(part)
  })
}

const PATHS = [
  '/admin', '/ADMIN', '/%61dmin', '/%61%64%6d%69%6e', '/admin/', '/admin/7', '/admin/7/', '//admin', '///admin', '/./admin', '/x/../admin', '/x/%2e%2e/admin', '/x/.%2e/admin', '/x/..%2fadmin', '/x%2f..%2fadmin', '/%2fadmin', '/admin%2f', '/admin%2f7', '/x\\..\\admin', '\\admin', '/admin\\7', '/\\admin', '/admin;x', '/admin;/7', '/;/admin', '/admin%3b', '/admin%00', '/admin%0a', '/admin%20', '/admin.', '/admin?x', '/admin#x', '/x#/../admin', '/x?/../admin', '/%2561dmin', '/admin/.', '/admin/./7', '/admin/x/..', '/admin/../admin', '/..', '/../admin', 'admin', '*', '', 'http://127.0.0.1/admin', 'http://127.0.0.1\\admin', 'http:admin', 'HTTP://127.0.0.1/ADMIN/../admin', '/\u0000admin', '/\tadmin', '/admin\u00a0', '/%E1%84%80', '/%c0%afadmin',
]

/** Holds a guarded server to it that nothing reaches `/admin` by the public routes, and that bodies are bounded. */
export function guardedServer(place, address) {
  test(`in ${place}: however it is written, nothing reaches a guarded route by a public one`, async () => {
    assert.equal((await send(address, 'GET /page HTTP/1.1\r\nHost: a\r\n\r\n')).status, 200)
    for (const sent of PATHS) {
      for (const user of ['', 'X-User: ada\r\n']) {
        const { status, path } = await send(address, Buffer.from(`GET ${sent} HTTP/1.1\r\nHost: a\r\n${user}\r\n`, 'latin1'))
        const reached = status === 200 ? decodeURIComponent(path).normalize('NFKC').toLowerCase() : ''
        assert.ok(!/^\/+admin([/;\\].*)?$/.test(reached), `\`${sent}\` reached ${path}`)
      }
    }
  })

  test(`in ${place}: a body of 100 MB is not taken, one that never ends is not waited for, and a good one is read twice`, async () => {
    const head = 'POST /runs HTTP/1.1\r\nHost: a\r\nX-User: ada\r\nContent-Type: application/json\r\n'
    const good = await send(address, `${head}Content-Length: 10\r\n\r\n{"at":"A"}`)
    assert.deepEqual([good.status, good.resource, good.text], [200, { location: 'A' }, '{"at":"A"}'])
    assert.equal((await send(address, `${head}Content-Length: 10\r\n\r\n{"at":"B"}`)).status, 403)
    assert.equal((await send(address, `${head}Content-Length: 104857600\r\n\r\n{"at":`)).status, 413)
    assert.equal((await send(address, `${head}Transfer-Encoding: chunked\r\n\r\n`, `120000\r\n${'x'.repeat(0x120000)}\r\n`)).status, 413)
    assert.equal((await send(address, `${head}Content-Length: 100\r\n\r\n{"at":`)).status, 408)
    assert.equal((await send(address, `${head}Transfer-Encoding: chunked\r\n\r\n`)).status, 408)
  })

  test(`in ${place}: lengths that contradict each other, and headers that come twice, bring nobody in`, async () => {
    const head = 'POST /runs HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n'
    for (const smuggled of [
      'X-User: ada\r\nContent-Length: 10\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{"at":"A"}', 'X-User: ada\r\nContent-Length: 10\r\nContent-Length: 0\r\n\r\n{"at":"A"}', 'X-User: ada\r\nContent-Length: 10\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n',
      'X-User: eve\r\nX-User: ada\r\nContent-Length: 10\r\n\r\n{"at":"A"}', 'X-User: eve\r\n X-User: ada\r\nContent-Length: 10\r\n\r\n{"at":"A"}',
    ]) {
      const { status, text } = await send(address, head + smuggled)
      assert.ok(status !== 200 || text === '{"at":"A"}' && smuggled.startsWith('X-User: ada'), `${status} of ${smuggled}`)
    }
  })
}

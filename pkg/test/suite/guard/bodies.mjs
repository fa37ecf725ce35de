// Places that stand in a body, which is bounded, unambiguous, and read again by the handler.
import { ok, same } from '../check.mjs'

export default function ({ edge: { body } }, { set, routes, post, endless }) {
  return [
    ['guard: from the body, which the handler reads again', async () => {
      const { ask, calls } = set({ routes: { 'POST /runs': { permission: 'createRun', scope: body({ location: 'place.location' }) } } }, async (request) => new Response(await request.text()))
      const text = '{ "place": { "location": "A" }, "n": [1, { "a": 1 }, { "a": 2 }] }'
      const { fetch } = { fetch: async (init) => ask('POST /runs', init) }
      same(await fetch(post(text)), 200)
      same([await fetch(post(text, { 'content-type': 'Application/JSON; charset=utf-8' })), calls[0].granted.resource], [200, { location: 'A' }])
      const read = set({ routes: { 'POST /runs': { permission: 'createRun', scope: body({ location: 'place.location' }) } } }, async (request) => Response.json({ reason: (await request.json()).n.length }, { status: 418 }))
      same(await read.ask('POST /runs', post(text)), '418 3')
      same(await fetch(post('{"place":{"location":"Z"}}')), '403 out-of-scope')
    }],
    ['guard: a body that is not plain JSON is refused', async () => {
      const { ask, calls } = routes({ 'POST /runs': { permission: 'createRun', scope: body({ location: 'at' }) }, 'POST /deep': { permission: 'createRun', scope: body({ location: '__proto__.at' }) } })
      for (const [text, answer] of [
        ['at=A', '400 malformed-body'], ['', '400 malformed-body'], ['{"at":"A"', '400 malformed-body'], ['{"at":"A"} x', '400 malformed-body'], ["{'at':'A'}", '400 malformed-body'], ['{"at":"A', '400 malformed-body'], ['{"at":"A\\', '400 malformed-body'], ['{"\\x":1,"at":"A"}', '400 malformed-body'], ['}]}', '400 malformed-body'], [']"at"', '400 malformed-body'],
        ['null', '400 scope-missing'], ['[]', '400 scope-missing'], ['"A"', '400 scope-missing'], ['{}', '400 scope-missing'], ['[{"at":"A"}]', '400 scope-missing'], ['{"at":""}', '400 scope-missing'], ['{"x":{"at":"A"}}', '400 scope-missing'], ['{"__proto__":{"at":"A"}}', '400 scope-missing'],
        ['{"at":["A"]}', '400 scope-malformed'], ['{"at":1}', '400 scope-malformed'], ['{"at":null}', '400 scope-malformed'], ['{"at":{"at":"A"}}', '400 scope-malformed'],
        ['{"at":"A","at":"A"}', '400 ambiguous-body'], ['{"at":"B","at":"A"}', '400 ambiguous-body'], ['{"at":"A","\\u0061t":"B"}', '400 ambiguous-body'], ['{"at":"A","x":[{"y":{"k":1,"k":2}}]}', '400 ambiguous-body'], ['{"at":"A","x":{"at":1},"at":2}', '400 ambiguous-body'],
        ['{"at":"A","AT":"B"}', '400 scope-repeated'], ['{"At":"B","at":"A"}', '400 scope-repeated'], ['{"AT":"A"}', '400 scope-missing'], ['{"at":"A","x":{"AT":"B"},"late":"B"}', 200],
        ['{"at":"A","__proto__":1,"__proto__":2}', '400 ambiguous-body'],
        [`{"at":"A","x":${'['.repeat(64)}${']'.repeat(64)}}`, '400 ambiguous-body'], ['['.repeat(500_000), '400 ambiguous-body'],
        ['{"at":"A","x":{"at":1},"y":{"at":"\\"}},{\\\\"},"z":["at","at","a:b",",\\"at\\":"]}', 200], ['\ufeff{"at":"A"}', 200], ['{"a\\"t":1,"at":"A","a\\\\":2}', 200],
      ]) same(await ask('POST /runs', post(text)), answer, text.slice(0, 80))
      same(await ask('POST /deep', post('{}')), '400 scope-missing')
      same(await ask('POST /runs', post(new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]))), '400 malformed-body')
      same(calls.length, 4)
      const nested = routes({ 'POST /runs': { permission: 'createRun', scope: body({ location: 'task.site' }) } })
      for (const [text, answer] of [['{"task":{"site":"A"}}', 200], ['{"task":{"site":"A"},"Task":{"site":"B"}}', '400 scope-repeated'], ['{"task":{"site":"A","\u017fite":"B"}}', '400 scope-repeated'], ['{"tas\u212a":{"site":"B"},"task":{"site":"A"}}', '400 scope-repeated']]) same(await nested.ask('POST /runs', post(text)), answer, text)
    }],
    ['guard: a body of another type is refused, and so is a compressed one', async () => {
      const { ask } = routes({ 'POST /runs': { permission: 'createRun', scope: body({ location: 'at' }) } })
      const text = '{"at":"A"}'
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/json, text/plain', 'application/jsonx', 'application/json; charset=utf-16', 'application/json;charset=utf-8;charset=utf-7', 'application/ld+json', 'text/json', 'multipart/form-data']) {
        same(await ask('POST /runs', post(text, { 'content-type': type })), '415 unsupported-body', type)
      }
      same([await ask('POST /runs', post(text, { 'content-encoding': 'gzip' })), await ask('POST /runs', { body: new TextEncoder().encode(text) }), await ask('POST /runs')], ['415 unsupported-body', '415 unsupported-body', '415 unsupported-body'])
    }],
    ['guard: a body that is too large, or never ends, is refused while it is read', async () => {
      const options = { bodyTimeout: 1000, routes: { 'POST /runs': { permission: 'createRun', scope: body({ location: 'at' }) } } }
      const { ask, calls } = set(options)
      const large = `{"at":"A","x":"${'x'.repeat(1 << 20)}"}`
      same(await ask('POST /runs', post(large)), '413 body-too-large')
      same(await ask('POST /runs', post(`{"at":"A","x":"${'x'.repeat((1 << 20) - 17)}"}`)), 200)
      let sent = 0
      const forever = new ReadableStream({ pull: (controller) => { sent++; controller.enqueue(new Uint8Array(1 << 16)) } })
      same(await ask('POST /runs', { ...post(forever), duplex: 'half' }), '413 body-too-large')
      ok(sent < 40, `${sent} parts were taken`)
      same(await Promise.all([endless('{"at":'), endless()].map((body) => ask('POST /runs', { ...post(body), duplex: 'half' }))), ['408 body-timeout', '408 body-timeout'])
      same([await set({ ...options, maxBody: 9 }).ask('POST /runs', post('{"at":"A"}')), await set({ ...options, maxBody: 10 }).ask('POST /runs', post('{"at":"A"}'))], ['413 body-too-large', 200])
      same(calls.length, 1)
    }],
  ]
}

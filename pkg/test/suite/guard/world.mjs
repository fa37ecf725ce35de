// Guards, and requests to them.
import { refused } from '../check.mjs'
import { organization } from '../organization.mjs'

export function world({ author: { pack }, edge: { guard, fromBytes } }) {
  const { bytes } = pack(organization, { sequence: 7 })
  const plain = pack({ organization: { id: 'plain' }, permissions: [{ key: 'createRun' }], roles: [{ id: 'operator', permissions: ['createRun'] }], users: [{ id: 'ada', roles: ['operator'] }] }).bytes
  const anywhere = { permission: 'createRun', scope: 'anywhere' }
  const quiet = () => {}

  /** A guard, and what it was handed on. The caller is whom the header names. */
  function set(options = {}, handler = () => new Response('done')) {
    const seen = { calls: [], log: [], refused: [], reports: [] }
    const guarded = guard({
      organization: 'acme',
      snapshot: () => fromBytes(bytes),
      caller: ({ headers }) => (headers.has('x-user') ? { userId: headers.get('x-user') } : null),
      routes: { 'POST /runs': anywhere },
      log: (record) => seen.log.push(record),
      refused: (record) => seen.refused.push(record),
      report: (error) => seen.reports.push(error.code),
      tellReason: true,
      ...options,
    }, (request, env, ctx, granted) => {
      seen.calls.push({ request, env, ctx, granted })
      return handler(request, granted)
    })
    seen.fetch = guarded.fetch
    /** The status, and of a refusal the reason. */
    seen.ask = async (line, { user = 'ada', headers = {}, ...init } = {}) => {
      const [method, path] = line.split(' ')
      const response = await guarded.fetch(new Request(`http://edge${path}`, { method, headers: { ...(user && { 'x-user': user }), ...headers }, ...init }), seen.env, seen.ctx)
      const { reason } = response.status < 400 || method === 'HEAD' ? {} : await response.json()
      return reason === undefined ? response.status : `${response.status} ${reason}`
    }
    return seen
  }
  const routes = (routes, options) => set({ routes, ...options })
  /** As a server may find it: `new Request` would resolve dots. */
  const raw = (url, init) => new Proxy(new Request('http://edge/', init), { get: (request, name) => (name === 'url' ? url : typeof request[name] === 'function' ? request[name].bind(request) : request[name]) })

  const post = (text, headers = {}) => ({ headers: { 'content-type': 'application/json', ...headers }, body: text })
  const endless = (first) => new ReadableStream({ start: (controller) => first && controller.enqueue(new TextEncoder().encode(first)) })
  const throws = (options, handler = quiet) => refused(() => guard({ organization: 'acme', snapshot: quiet, caller: quiet, routes: { 'GET /': 'public' }, ...options }, handler), JSON.stringify(options))

  return { bytes, plain, anywhere, quiet, set, routes, raw, post, endless, throws }
}

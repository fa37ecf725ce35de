// How the tests ask: a handler over a snapshot, and requests to it.

/** Answers of an AuthZEN handler over a source: status, headers, and the body as JSON or text. */
export function asking({ authzen, full, author }, source, options = {}, pack = {}) {
  const access = full.Access.load(author.pack(source, pack).bytes)
  return over(authzen.authzen({ access: () => access, url: 'https://pdp.example', ...options }))
}

/** The same over a handler. */
export function over(handler) {
  const post = async (endpoint, body, headers = {}) => {
    const text = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body)
    return told(await handler(new Request(`https://pdp.example/access/v1/${endpoint}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: text })))
  }
  return { handler, post, get: async (path, init) => told(await handler(new Request(`https://pdp.example${path}`, init))) }
}

async function told(response) {
  const text = await response.text()
  const type = response.headers.get('content-type')
  return { status: response.status, headers: response.headers, type, text, body: type === 'application/json' && text ? JSON.parse(text) : undefined }
}

export const user = (id, properties) => ({ type: 'user', id, ...(properties && { properties }) })
export const action = (name, properties) => ({ name, ...(properties && { properties }) })
export const at = (type, id, properties) => ({ type, id, ...(properties && { properties }) })

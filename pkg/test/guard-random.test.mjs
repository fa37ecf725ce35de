// The guard's own readers, held to slow ones that are easy to believe, on random routes, paths and JSON.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { install } from './installed.mjs'
import { random } from './random.mjs'

const folder = install()
const installed = (name) => import(pathToFileURL(join(folder, 'node_modules/rolepack/dist/edge', name)).href)
const { strictly, TwoReadings } = await installed('json.js')
const { Routes } = await installed('routes.js')
const { targetOf } = await installed('target.js')

test('JSON in which a key stands twice is refused, and all other JSON is parsed as the language parses it', () => {
  const draw = random(7)
  const spell = (key) => (draw(3) === 0 ? `"${[...key].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')}"` : JSON.stringify(key))
  const space = () => [' ', '', '\n', ''][draw(4)]
  let twice
  const text = (depth) => {
    const kind = depth === 0 ? 5 : draw(depth > 4 ? 4 : 6)
    if (kind < 4) return [String(draw(100)), JSON.stringify(['a', '{"a":1,"a":2}', '\\"', ',"a":', ']}', '\\'][draw(6)]), 'null', 'true'][kind]
    if (kind === 4) return `[${Array.from({ length: draw(4) }, () => space() + text(depth + 1)).join(',')}${space()}]`
    const keys = Array.from({ length: draw(5) }, () => ['a', 'b', '"', '\\', 'a"b', '__proto__', ''][draw(7)])
    if (new Set(keys).size < keys.length) twice = true
    return `{${keys.map((key) => `${space()}${spell(key)}${space()}:${space()}${text(depth + 1)}`).join(',')}${space()}}`
  }
  const seen = { once: 0, twice: 0, broken: 0 }
  for (let round = 0; round < 20_000; round++) {
    twice = false
    const json = text(0)
    if (twice) assert.throws(() => strictly(json), TwoReadings, json)
    else assert.deepEqual(strictly(json), JSON.parse(json))
    seen[twice ? 'twice' : 'once']++
    // Cut or changed somewhere: never taken unless the language takes it.
    const at = draw(json.length)
    const broken = draw(2) ? json.slice(0, at) : json.slice(0, at) + '"\\{}[]:,a'[draw(9)] + json.slice(at + 1)
    let parsed
    try {
      parsed = [JSON.parse(broken)]
    } catch {
      seen.broken++
      assert.throws(() => strictly(broken), SyntaxError, broken)
    }
    try {
      if (parsed) assert.deepEqual([strictly(broken)], parsed)
    } catch (error) {
      assert.ok(error instanceof TwoReadings, broken)
    }
  }
  assert.ok(Object.values(seen).every((count) => count > 2_000), JSON.stringify(seen))
})

test('a path that is written plainly has the route that the rules give it, and no other spelling has a weaker one', () => {
  const draw = random(11)
  const words = ['a', 'b', 'admin', 'größe']
  const segment = () => [...words, ':x', ':y'][draw(6)]
  const rank = (part) => (part === '*' ? 2 : part.startsWith(':') ? 1 : 0)
  let matched = 0
  for (let round = 0; round < 3_000; round++) {
    const patterns = new Map()
    for (let count = 1 + draw(6); count > 0; count--) {
      const parts = Array.from({ length: 1 + draw(3) }, segment)
      if (draw(4) === 0) parts.push('*')
      // By one name at each place, so that none matches the same paths as another.
      const named = parts.map((part, at) => (part.startsWith(':') ? `:p${at}` : part))
      patterns.set(named.join('/'), named)
    }
    const routes = new Routes([...patterns.keys()].map((pattern) => [`GET /${pattern}`, () => pattern]))
    const fits = (parts, path) => parts.every((part, at) => (part === '*' ? at < path.length : at < path.length && (part.startsWith(':') ? path[at] !== '' : part === path[at]))) && (parts.at(-1) === '*' || parts.length === path.length)
    const best = (path) => [...patterns.values()].filter((parts) => fits(parts, path)).sort((one, other) => one.map((part, at) => rank(part) - rank(other[at] ?? '*')).find(Boolean) ?? 0)[0]?.join('/')
    // Nor is it taken where a router that holds `/runs` for `/runs/*` too would know a route that is more literal.
    const kinds = (pattern) => pattern.split('/').map((part) => 'abc'[rank(part)]).join('')
    const taken = (path) => {
      const [own, other] = [best(path), best([...path, ''])]
      return own !== undefined && /[bc]/.test(kinds(own)) && other !== undefined && kinds(other) < kinds(own) ? undefined : own
    }
    for (let count = 0; count < 6; count++) {
      const path = Array.from({ length: 1 + draw(4) }, () => [...words, 'other', 'Z'][draw(6)])
      const found = (sent) => routes.match('GET', targetOf(`/${sent.join('/')}`).segments)?.route
      const plain = taken(path)
      assert.equal(found(path.map(encodeURIComponent)), plain, `${path} of ${[...patterns.keys()]}`)
      matched += plain ? 1 : 0
      const other = path.map((part) => [part, part.toUpperCase(), `%${part.charCodeAt(0).toString(16)}${part.slice(1)}`][draw(3)]).map((part) => part.replace(/[^\x21-\x7e]/g, encodeURIComponent))
      const as = found(other)
      // Taken for the same by a careless reader: either the same route, or none.
      const careless = other.map((part) => { try { return decodeURIComponent(part).toLowerCase() } catch { return part } })
      const meant = taken(careless.map((part, at) => (part === path[at].toLowerCase() ? path[at] : part)))
      if (as !== undefined && as !== meant) assert.fail(`${other} is ${as}, and ${meant} to who reads carelessly, of ${[...patterns.keys()]}`)
    }
  }
  assert.ok(matched > 3_000, `${matched}`)
})

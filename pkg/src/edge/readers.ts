// Places that callers name themselves. Each gives the caller's word for where a request takes place: looking up the record is safer.
import type { Resource } from '../types.js'
import { Refusal } from './refusal.js'
import type { Context } from './scope.js'

/** By dimension, the name under which a request has the value. */
export type Named = Readonly<Record<string, string>>

/** What readers need of a route; a route that lacks it is refused when the guard is made. */
export const NEEDS = new WeakMap<object, { readonly params?: readonly string[]; readonly body?: true }>()

/** Reads the place from the query: `query({ location: 'at' })`. Each must be there once. */
export function query(named: Named): (context: Context) => Resource {
  const names = checked(named)
  return (context) => {
    const pairs = pairsOf(context.query)
    return read(names, (name) => {
      const found = pairs.filter(([key]) => sameTo(name, key))
      if (found.length > 1) throw repeated(name)
      if (found[0]?.[0] !== name) return undefined
      // To Express what stands before that is a key, and `name` another.
      if (found[0][1].includes(']=')) throw new Refusal(400, 'scope-malformed', `\`${name}\` holds \`]=\``, 'say where, as a string')
      return found[0][1]
    })
  }
}

/** Reads the place from the parameters of the path: `params({ location: 'plant' })` of `/plants/:plant`. */
export function params(named: Named): (context: Context) => Resource {
  const names = checked(named)
  const reader = (context: Context) => read(names, (name) => (Object.hasOwn(context.params, name) ? context.params[name] : undefined))
  NEEDS.set(reader, { params: names.map(([, name]) => name) })
  return reader
}

/** Reads the place from a body of JSON: `body({ location: 'place.location' })`. A key that stands twice anywhere in it is refused, and one of these in two spellings. */
export function body(named: Named): (context: Context) => Promise<Resource> {
  const names = checked(named)
  const reader = async (context: Context) => {
    const json = await context.json()
    return read(names, (path) => path.split('.').reduce(own, json))
  }
  NEEDS.set(reader, { body: true })
  return reader
}

/** Whether some parser takes the key for the name: `at[]`, `at[0]`, `at.0`, `[at]`, `?at` and ` at` for `at`, and `AT` where capitals do not matter. */
function sameTo(name: string, key: string): boolean {
  const wanted = folded(name)
  const other = folded(key).replace(/^[[?\s]+/, '').replace(/^([^[\]]*)\]/, '$1').replace(/\0.*$/s, '').trimEnd()
  return key === name || other === wanted || other.startsWith(`${wanted}[`) || other.startsWith(`${wanted}.`)
}

/** As a reader sees it that looks at no capitals, and takes `ſ` for `s`. */
function folded(text: string): string {
  return text.toUpperCase().toLowerCase()
}

/** Some readers of JSON look at no capitals: what stands there in two spellings is not taken. */
function own(from: unknown, name: string): unknown {
  if (typeof from !== 'object' || from === null || Array.isArray(from) || !Object.hasOwn(from, name)) return undefined
  const alike = folded(name)
  if (Object.keys(from).some((key) => key !== name && folded(key) === alike)) throw repeated(name)
  return (from as Record<string, unknown>)[name]
}

function read(names: readonly (readonly [string, string])[], valueOf: (name: string) => unknown): Resource {
  const resource = Object.create(null) as Record<string, string>
  for (const [dimension, name] of names) {
    const value = valueOf(name)
    if (value === undefined || value === '') throw new Refusal(400, 'scope-missing', `\`${name}\` is missing`, 'say where')
    if (typeof value !== 'string') throw new Refusal(400, 'scope-malformed', `\`${name}\` is not a string`, 'say where, as a string')
    resource[dimension] = value
  }
  return resource as Resource
}

/** How many fields the usual parsers read of a query; what comes after those is not there to them. */
const MOST = 1000

/** Strictly: what is not UTF-8 is refused, and what some take for another `&`, for readers differ in what they make of it. */
function pairsOf(query: string): [string, string][] {
  if (query.includes(';')) throw new Refusal(400, 'scope-malformed', 'the query holds a semicolon', 'encode it')
  const parts = query.split('&')
  if (parts.length > MOST) throw new Refusal(400, 'scope-malformed', `the query has more than ${MOST} fields`, 'send fewer')
  try {
    return parts.filter((pair) => pair !== '').map((pair) => {
      const at = pair.indexOf('=')
      const [key, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)]
      return [decoded(key), decoded(value)]
    })
  } catch (cause) {
    throw new Refusal(400, 'scope-malformed', 'the percent-encoding of the query is broken', 'encode it as UTF-8', { cause })
  }
}

function decoded(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '))
}

function checked(named: Named): readonly (readonly [string, string])[] {
  const names = typeof named === 'object' && named !== null ? Object.entries(named) : []
  if (names.length === 0 || names.some(([dimension, name]) => dimension === '' || typeof name !== 'string' || name === '')) {
    throw new TypeError('a reader is given, by dimension, the name that has its value: `query({ location: \'at\' })`')
  }
  return names.map(([dimension, name]) => [dimension, name] as const)
}

function repeated(name: string): Refusal {
  return new Refusal(400, 'scope-repeated', `\`${name}\` stands more than once`, 'say where once')
}

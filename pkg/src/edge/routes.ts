import { ownOf } from './own.js'
import type { Segment } from './target.js'

/** Routes by method and path. Of several that match, the one with the most literal beginning counts. */
export class Routes<R> {
  readonly #methods = new Map<string, Node<R>>()

  /** Throws a TypeError where a pattern is malformed, or two of them match the same paths. */
  constructor(patterns: Iterable<readonly [pattern: string, make: (names: readonly string[]) => R]>) {
    for (const [pattern, make] of patterns) this.#add(pattern, make)
  }

  /** The route of a request, with its parameters. HEAD asks what GET does. */
  match(method: string, segments: readonly Segment[]): Match<R> | undefined {
    const root = this.#methods.get(method === 'HEAD' ? 'GET' : method)
    const found = root && descend(root, segments, 0, [])
    if (!found || found === 'spelling') return undefined
    // Nothing is more literal than what is so to its end.
    const other = found.leaf.names.length > 0 ? descend(root, otherEnd(segments), 0, []) : undefined
    if (other === 'spelling' || (other && isMoreLiteral(other, found))) return undefined
    // To some routers `/:id/*` is not `/7/`, which then may be a route of its own. Where nothing before `*` varies, it is one path, and the operator's.
    if (hasNoRest(found) && (other || descend(root, segments, 0, [], false))) return undefined
    return { route: found.leaf.route, params: paramsOf(found) }
  }

  #add(pattern: string, make: (names: readonly string[]) => R): void {
    const [, method, path] = /^([A-Z]{1,20}) (\/.*)$/s.exec(pattern) ?? wrong(pattern, 'write it as `METHOD /path`, the method in capitals')
    if (method === 'HEAD') wrong(pattern, 'HEAD is asked as GET')
    if (method === 'CONNECT' || method === 'TRACE') wrong(pattern, 'no request comes with this method')
    let node = this.#methods.get(method!) ?? new Node<R>()
    this.#methods.set(method!, node)
    const names: string[] = []
    const parts = path!.slice(1).split('/')
    parts.forEach((part, at) => {
      const last = at === parts.length - 1
      if (part === '' && !last) wrong(pattern, 'it has an empty segment')
      if (part === '*' && !last) wrong(pattern, '`*` stands for the rest, at the end')
      if (part.startsWith(':')) {
        const name = part.slice(1)
        if (!/^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(name)) wrong(pattern, 'a parameter is `:` and letters, digits and `_`')
        if (names.includes(name)) wrong(pattern, `it has \`:${name}\` twice`)
        names.push(name)
        node = node.parameter ??= new Node<R>()
      } else if (part === '*') {
        names.push('*')
        node = node.wildcard ??= new Node<R>()
      } else {
        if (!LITERAL.test(part) || part === '.' || part === '..') wrong(pattern, 'a segment is written as it is meant, not encoded, without `*`, `;` and control characters')
        const next = node.literal(part)
        if (node.like(part).length > 1) wrong(pattern, `to routers that look at no capitals \`${part}\` is the same as in another route`)
        node = next
      }
    })
    if (node.leaf) wrong(pattern, `it matches the same paths as \`${node.leaf.pattern}\``)
    const kinds = parts.map((part) => (part === '*' ? 'c' : part.startsWith(':') ? 'b' : 'a')).join('')
    node.leaf = { pattern, names, kinds, route: make(names) }
  }
}

/** The route that was found, and what its parameters are. */
export interface Match<R> {
  readonly route: R
  readonly params: Params
}

export type Params = Readonly<Record<string, string>>

interface Leaf<R> {
  readonly pattern: string
  readonly names: readonly string[]
  /** A letter a segment, the more literal the earlier in the alphabet. */
  readonly kinds: string
  readonly route: R
}

interface Found<R> {
  readonly leaf: Leaf<R>
  readonly values: readonly string[]
}

const LITERAL = /^[A-Za-z0-9\-._~!$&'()+,=@\u00a0-\ud7ff\ue000-\u{10ffff}]*$/u

const NONE: readonly never[] = []

class Node<R> {
  /** By what is sent for them. */
  readonly #literals = new Map<string, Node<R>>()
  /** By what careless readers take for them. */
  readonly #careless = new Map<string, Node<R>[]>()
  parameter: Node<R> | undefined
  wildcard: Node<R> | undefined
  leaf: Leaf<R> | undefined

  literal(text: string): Node<R> {
    const known = this.#literals.get(encodeURI(text))
    if (known) return known
    const next = new Node<R>()
    this.#literals.set(encodeURI(text), next)
    this.#careless.set(careless(text), [...this.like(text), next])
    return next
  }

  exactly({ raw }: Segment): Node<R> | undefined {
    return this.#literals.get(raw)
  }

  like(text: string): readonly Node<R>[] {
    return (this.#careless.size > 0 && this.#careless.get(careless(text))) || NONE
  }
}

/**
 * Literal before parameter before rest, trying the next where one leads nowhere; no more steps than there are nodes. `spelling`: it would be a weaker
 * route only because a literal is written in other letters or encoded otherwise, and handlers differ in what they make of that. `empty`: whether a rest
 * may be.
 */
function descend<R>(node: Node<R>, segments: readonly Segment[], at: number, values: readonly string[], empty = true): Found<R> | 'spelling' | undefined {
  const segment = segments[at]
  if (!segment) return node.leaf && { leaf: node.leaf, values }
  const exact = node.exactly(segment)
  const found = exact && descend(exact, segments, at + 1, values, empty)
  if (found) return found
  const alike = node.like(segment.text)
  if (alike.length > 0 && alike.some((other) => other !== exact && descend(other, segments, at + 1, values, empty))) return 'spelling'
  const by = segment.raw !== '' && node.parameter && descend(node.parameter, segments, at + 1, [...values, segment.text], empty)
  if (by) return by
  const rest = empty || at < segments.length - 1 || segment.raw !== '' ? node.wildcard?.leaf : undefined
  return rest && { leaf: rest, values: [...values, segments.slice(at).map(({ text }) => text).join('/')] }
}

/** The path as a handler reads it that overlooks a slash at its end, or for which `/runs/*` holds `/runs` too. */
function otherEnd(segments: readonly Segment[]): readonly Segment[] {
  return segments.length > 1 && segments.at(-1)!.raw === '' ? segments.slice(0, -1) : [...segments, { raw: '', text: '' }]
}

/** A route that was written with its slash is meant with it. */
function isMoreLiteral<R>({ leaf: other }: Found<R>, { leaf }: Found<R>): boolean {
  return other.kinds < (leaf.pattern.endsWith('/') ? leaf.kinds.slice(0, -1) : leaf.kinds)
}

/** Whether nothing was left for the `*` of a route with parameters. */
function hasNoRest<R>({ leaf, values }: Found<R>): boolean {
  return leaf.kinds.endsWith('c') && values.length > 1 && values.at(-1) === ''
}

function paramsOf<R>({ leaf, values }: Found<R>): Params {
  const params: Record<string, string> = ownOf({})
  leaf.names.forEach((name, at) => (params[name] = values[at]!))
  return Object.freeze(params)
}

/** As a reader sees it that looks neither at capitals nor at widths. */
function careless(text: string): string {
  return (/^[\x20-\x7e]*$/.test(text) ? text : text.normalize('NFKC')).toLowerCase()
}

function wrong(pattern: string, why: string): never {
  throw new TypeError(`the route \`${pattern}\`: ${why}`)
}

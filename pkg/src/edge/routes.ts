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
    if (!found) return undefined
    // The rest takes trailing slashes too. A handler that overlooks one would be asked for a route with an end of its own.
    if (found !== 'spelling' && found.wild && segments.length > 1 && segments.at(-1)!.raw === '') {
      const without = descend(root, segments.slice(0, -1), 0, [])
      if (without === 'spelling' || (without && !without.wild)) return undefined
    }
    return found === 'spelling' ? undefined : { route: found.leaf.route, params: paramsOf(found) }
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
        node = node.literal(part)
      }
    })
    if (node.leaf) wrong(pattern, `it matches the same paths as \`${node.leaf.pattern}\``)
    node.leaf = { pattern, names, route: make(names) }
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
  readonly route: R
}

interface Found<R> {
  readonly leaf: Leaf<R>
  readonly values: readonly string[]
  readonly wild: boolean
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
 * route only because a literal is written in other letters or encoded otherwise, and handlers differ in what they make of that.
 */
function descend<R>(node: Node<R>, segments: readonly Segment[], at: number, values: readonly string[]): Found<R> | 'spelling' | undefined {
  const segment = segments[at]
  if (!segment) return node.leaf && { leaf: node.leaf, values, wild: false }
  const exact = node.exactly(segment)
  const found = exact && descend(exact, segments, at + 1, values)
  if (found) return found
  const alike = node.like(segment.text)
  if (alike.length > 0 && alike.some((other) => other !== exact && descend(other, segments, at + 1, values))) return 'spelling'
  const by = segment.raw !== '' && node.parameter && descend(node.parameter, segments, at + 1, [...values, segment.text])
  if (by) return by
  const rest = node.wildcard?.leaf
  return rest && { leaf: rest, values: [...values, segments.slice(at).map(({ text }) => text).join('/')], wild: true }
}

function paramsOf<R>({ leaf, values }: Found<R>): Params {
  const params = Object.create(null) as Record<string, string>
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

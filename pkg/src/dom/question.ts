import { call } from './call.js'

/** What an element says of how it is gated: its attributes that begin with `data-can`. */
export type Said = { readonly [name: string]: string }

export function saidBy(node: Node): Said {
  const said: { [name: string]: string } = {}
  for (const name of call(node, 'getAttributeNames') ?? []) if (name.startsWith('data-can')) said[name] = call(node, 'getAttribute', name)!
  return said
}

type Options = { [name: string]: unknown }

/**
 * The question in that, as a user takes it. The permission is in `data-can`, the right in `data-can-right`, a place in `data-can-resource-location` and the like, where
 * `-e` stands for `E`. An attribute that is misspelt makes a question that is malformed, and so denied: left aside it would ask less.
 */
export function questionOf(said: Said): [permission: unknown, options: object] {
  const options: Options = {}
  for (const name in said) {
    const [, place, rest] = /^data-can-(resource-)?(.+)/.exec(name) ?? []
    // Without a prototype whatever is set becomes its own.
    if (place) ((options['resource'] ??= Object.create(null)) as Options)[rest!.replace(/-[a-z]/g, (two) => two[1]!.toUpperCase())] = said[name]
    // `data-canright` is misspelt; `data-candidate` is the page's own.
    else if (/^data-can[-er](?!else$|reason$)/.test(name)) options[rest === 'right' ? rest : name] = said[name]
  }
  return [said['data-can'], options]
}

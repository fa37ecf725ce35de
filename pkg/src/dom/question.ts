import { call } from './call.js'

type Said = { [name: string]: unknown }

/** What an element says of itself, in one text: what says the same asks the same. */
export function saidBy(element: Element): string {
  let said = ''
  for (const name of call(element, 'getAttributeNames')!) {
    if (!name.startsWith('data-can')) continue
    const value = call(element, 'getAttribute', name)!
    // No name has an `=` in it: two texts that are the same say the same.
    said += `${name}=${value.length}:${value}`
  }
  return said
}

/**
 * The question in that, as a user takes it. The permission is in `data-can`, the right in `data-can-right`, a place in `data-can-resource-location` and the like, where
 * `-e` stands for `E`. An attribute that is misspelt makes a question that is malformed, and so denied: left aside it would ask less.
 */
export function questionOf(element: Element): [permission: unknown, options: object] {
  const options: Said = {}
  for (const name of call(element, 'getAttributeNames')!) {
    const [, place, rest] = /^data-can-(resource-)?(.+)/.exec(name) ?? []
    // `data-canright` is misspelt; `data-candidate` is the page's own.
    if (!/^data-can[-er]/.test(name) || rest === 'else' || rest === 'reason') continue
    // Without a prototype whatever is set becomes its own.
    if (place) ((options['resource'] ??= Object.create(null)) as Said)[rest!.replace(/-[a-z]/g, (two) => two[1]!.toUpperCase())] = call(element, 'getAttribute', name)
    else options[rest === 'right' ? rest : name] = call(element, 'getAttribute', name)
  }
  return [call(element, 'getAttribute', 'data-can'), options]
}

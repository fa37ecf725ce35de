/** The most fields of one object: beyond any that is meant, and few enough to be looked through for each of many evaluations. */
const MOST_FIELDS = 1_000

/**
 * What a JSON text says. Throws where it is none, where an object has too many fields, and where it names a field of one object twice: which of the two counts is read differently
 * by different readers, and who checked the request before may have read the other.
 */
export function parse(text: string): unknown {
  const value: unknown = JSON.parse(text)
  refuseTwice(text)
  return value
}

/** Goes through a text that is JSON. Of every object that is open the names are known, of a list nothing. */
function refuseTwice(text: string): void {
  const open: (Set<string> | undefined)[] = []
  let names: Set<string> | undefined
  let named = false
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === '"') {
      const from = at
      while (text[++at] !== '"') if (text[at] === '\\') at++
      if (names === undefined || named) continue
      named = true
      // The same name can be written in several ways.
      const name = JSON.parse(text.slice(from, at + 1)) as string
      if (names.has(name) || names.size === MOST_FIELDS) throw new SyntaxError('a field is named twice, or there are too many')
      names.add(name)
    } else if (character === '{' || character === '[') {
      open.push(names)
      names = character === '{' ? new Set() : undefined
      named = false
    } else if (character === '}' || character === ']') {
      names = open.pop()
      named = true
    } else if (character === ',') {
      named = false
    }
  }
}

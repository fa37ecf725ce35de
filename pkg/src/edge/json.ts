/** Thrown where JSON can be read in two ways. */
export class TwoReadings extends SyntaxError {}

const DEEPEST = 64

/**
 * Parses JSON in which no object has a key twice: of two, one reader takes the first and another the last. `mostKeys`: of one object. Throws a
 * SyntaxError.
 */
export function strictly(text: string, mostKeys = Infinity): unknown {
  refuseTwice(text, mostKeys)
  return JSON.parse(text)
}

/** Looks at keys alone; what else is malformed is found by the parser. */
function refuseTwice(text: string, mostKeys: number): void {
  // Of each object that is open its keys, of each list nothing.
  const open: (Set<string> | undefined)[] = []
  let isKey = false
  for (let at = 0; at < text.length; at++) {
    switch (text[at]) {
      case '{':
      case '[':
        isKey = text[at] === '{'
        if (open.push(isKey ? new Set() : undefined) > DEEPEST) throw new TwoReadings('nested too deep')
        break
      case '}':
      case ']':
        open.pop()
        isKey = false
        break
      case ',':
        isKey = open.at(-1) !== undefined
        break
      case '"': {
        const end = endOf(text, at)
        const keys = open.at(-1)
        if (isKey && keys) {
          // Two spellings may be one key: `"a"` and `"\u0061"`.
          const key = JSON.parse(text.slice(at, end + 1)) as string
          if (keys.has(key)) throw new TwoReadings('a key stands twice')
          if (keys.add(key).size > mostKeys) throw new TwoReadings('an object has too many keys')
        }
        isKey = false
        at = end
      }
    }
  }
}

/** Where the string ends that begins at `from`. */
function endOf(text: string, from: number): number {
  for (let end = text.indexOf('"', from + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let escapes = 0
    while (text[end - 1 - escapes] === '\\') escapes++
    if (escapes % 2 === 0) return end
  }
  throw new SyntaxError('a string does not end')
}

// The lines of a text around a problem: few, and short, whatever the text is.
import type { Problem } from 'rolepack/author'

export interface Excerpt {
  readonly before: readonly string[]
  /** The line, in three parts: the middle one is what is wrong. */
  readonly line: readonly [string, string, string]
}

/** More of a line than this nobody reads; JSON may stand in one line. */
const WIDTH = 160
const BEFORE = 2
const NEWLINE = 10

/** Problems come in the order of their places: how far a line was counted is remembered, for it may be all of 50 MB. */
export function excerptsOf(text: string): (problem: Problem) => Excerpt | undefined {
  let counted = { start: -1, characters: 0, index: 0 }
  const indexOf = (start: number, characters: number) => {
    if (counted.start !== start || counted.characters > characters) counted = { start, characters: 0, index: start }
    const index = forward(text, counted.index, characters - counted.characters)
    counted = { start, characters, index }
    return index
  }
  return ({ line, column = 1, endLine, endColumn }) => {
    if (line === undefined) return undefined
    const starts = startsOf(text, line)
    const start = starts.at(-1)
    if (start === undefined || starts.length < Math.min(line, BEFORE + 1)) return undefined
    const skipped = Math.max(0, column - 1 - WIDTH / 2)
    const seen = [...lineAt(text, indexOf(start, skipped), 4 * WIDTH)]
    const from = Math.min(column - 1 - skipped, seen.length)
    const to = endLine === line && endColumn ? Math.max(from, endColumn - 1 - skipped) : seen.length
    const end = Math.min(to, from + WIDTH)
    const part = (start: number, end: number) => seen.slice(start, end).join('')
    return {
      before: starts.slice(0, -1).map((start) => lineAt(text, start, WIDTH)),
      line: [(skipped > 0 ? '…' : '') + part(0, from), part(from, end), part(end, from + WIDTH)],
    }
  }
}

/** So many characters on from there, not past the line: some are two units long. */
function forward(text: string, index: number, characters: number): number {
  for (let left = characters; left > 0 && index < text.length; left--) {
    const unit = text.charCodeAt(index)
    if (unit === NEWLINE) break
    index += unit >= 0xd800 && unit < 0xdc00 ? 2 : 1
  }
  return index
}

/** Where the lines begin: of at most `BEFORE` before this one, and of this one. Empty where there is no such line. */
function startsOf(text: string, line: number): number[] {
  const starts = [0]
  for (let number = 1; number < line; number++) {
    const end = text.indexOf('\n', starts.at(-1))
    if (end < 0) return []
    starts.push(end + 1)
    if (starts.length > BEFORE + 1) starts.shift()
  }
  return starts
}

/** `most`: more characters are not read. */
function lineAt(text: string, start: number, most: number): string {
  const end = text.indexOf('\n', start)
  return text.slice(start, Math.min(end < 0 ? text.length : end, start + 2 * most)).replace(/\r$/, '')
}

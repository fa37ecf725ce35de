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

export function excerptOf({ line, column = 1, endLine, endColumn }: Problem, text: string): Excerpt | undefined {
  if (line === undefined) return undefined
  const starts = startsOf(text, line)
  const at = starts.at(-1)
  if (at === undefined || starts.length < Math.min(line, BEFORE + 1)) return undefined
  const wrong = [...lineAt(text, at, column + 4 * WIDTH)]
  const from = Math.min(column - 1, wrong.length)
  const to = endLine === line && endColumn ? Math.max(from, endColumn - 1) : wrong.length
  const first = Math.max(0, from - WIDTH / 2)
  const part = (start: number, end: number) => wrong.slice(start, end).join('')
  const end = Math.min(to, from + WIDTH)
  return {
    before: starts.slice(0, -1).map((start) => lineAt(text, start, WIDTH)),
    line: [(first > 0 ? '…' : '') + part(first, from), part(from, end), part(end, from + WIDTH)],
  }
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

// Problems, as the editor marks them.
import type { Diagnostic } from '@codemirror/lint'
import type { Text } from '@codemirror/state'
import type { Shown } from '../../snapshot/refusal'

/** In a longer line nobody counts characters. */
const COUNTED = 100_000

/** Those that stand at a line. One whose line is gone is not marked. */
export function diagnosticsOf(doc: Text, problems: readonly Shown[]): Diagnostic[] {
  const found = problems.flatMap(({ line, column = 1, endLine, endColumn, message, help }): Diagnostic[] => {
    if (line === undefined || line < 1 || line > doc.lines) return []
    const from = placeOf(doc, line, column)
    const wanted = endLine !== undefined && endColumn !== undefined && endLine <= doc.lines ? placeOf(doc, endLine, endColumn) : doc.line(line).to
    return [{ from, to: Math.max(from, wanted), severity: 'error', message: help ? `${plainly(message)}\n\nTo mend it: ${plainly(help)}` : plainly(message) }]
  })
  return found.sort((a, b) => a.from - b.from)
}

/** The packer counts characters, the editor counts units of UTF-16. */
function placeOf(doc: Text, line: number, column: number): number {
  const { from, to, text } = doc.line(line)
  if (column - 1 > COUNTED) return from
  let at = 0
  for (let left = column - 1; left > 0 && at < text.length; left--) at += text.codePointAt(at)! > 0xffff ? 2 : 1
  return Math.min(from + at, to)
}

function plainly(text: string): string {
  return text.replaceAll('`', '')
}

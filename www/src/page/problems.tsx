import type { Files } from '../source/document'
import type { Problem } from 'rolepack/author'

export type { Problem }

const SHOWN = 5

/** What is wrong with a source, each with the line it stands on. */
export function Problems({ problems, files }: { problems: readonly Problem[]; files: Files }) {
  const rest = problems.length - SHOWN
  return (
    <>
      <ul class="problems">
        {problems.slice(0, SHOWN).map((problem, at) => (
          <li key={at}>
            <p class="what">
              <Quoting text={problem.message} />
            </p>
            <Excerpt problem={problem} files={files} />
            {problem.help && (
              <p class="help">
                <Quoting text={problem.help} />
              </p>
            )}
          </li>
        ))}
      </ul>
      {rest > 0 && <p class="dim">and {rest} more</p>}
    </>
  )
}

/** The user's own words stand in backticks. */
export function Quoting({ text }: { text: string }) {
  return <>{text.split('`').map((part, at) => (at % 2 ? <code key={at}>{part}</code> : part))}</>
}

/** Two lines before tell whose list it is; the line itself is marked where it is wrong. */
function Excerpt({ problem: { file, line, column, endLine, endColumn }, files }: { problem: Problem; files: Files }) {
  if (!file) return null
  const place = [file, line, column].filter((part) => part !== undefined).join(':')
  const lines = files[file]?.split('\n')
  const wrong = line === undefined ? undefined : lines?.[line - 1]
  if (!lines || line === undefined || wrong === undefined) return <p class="place">{place}</p>
  const characters = [...wrong]
  const from = (column ?? 1) - 1
  const to = endLine === line && endColumn ? endColumn - 1 : characters.length
  const part = (start: number, end?: number) => characters.slice(start, end).join('')
  return (
    <figure class="excerpt">
      <figcaption class="place">{place}</figcaption>
      <pre>
        {lines.slice(Math.max(0, line - 3), line - 1).map((before, at) => (
          <span key={at} class="dim">{`${before}\n`}</span>
        ))}
        {part(0, from)}
        <mark>{part(from, to)}</mark>
        {part(to)}
      </pre>
    </figure>
  )
}

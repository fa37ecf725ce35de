import type { Shown } from '../snapshot/refusal'

const SHOWN = 5

/** What is wrong with a source, each with the line it stands on. `count`: how many there are in all. */
export function Problems({ problems, count = problems.length }: { problems: readonly Shown[]; count?: number }) {
  const rest = problems.slice(SHOWN)
  return (
    <>
      <List problems={problems.slice(0, SHOWN)} />
      {rest.length > 0 && (
        <details class="rest">
          <summary>and {(count - SHOWN).toLocaleString('en')} more</summary>
          <List problems={rest} />
          {count > problems.length && <p class="dim">The first {problems.length} are shown.</p>}
        </details>
      )}
    </>
  )
}

function List({ problems }: { problems: readonly Shown[] }) {
  return (
    <ul class="problems">
      {problems.map((problem, at) => (
        <li key={at}>
          <p class="what">
            <Quoting text={problem.message} />
          </p>
          <Where problem={problem} />
          {problem.help && (
            <p class="help">
              <Quoting text={problem.help} />
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}

/** The user's own words stand in backticks. */
export function Quoting({ text }: { text: string }) {
  return <>{text.split('`').map((part, at) => (at % 2 ? <code key={at}>{part}</code> : part))}</>
}

/** Two lines before tell whose list it is; the line itself is marked where it is wrong. */
function Where({ problem: { file, line, column, excerpt } }: { problem: Shown }) {
  if (!file) return null
  const place = [file, line, column].filter((part) => part !== undefined).join(':')
  if (!excerpt) return <p class="place">{place}</p>
  const [good, wrong, rest] = excerpt.line
  return (
    <figure class="excerpt">
      <figcaption class="place">{place}</figcaption>
      <pre>
        {excerpt.before.map((before, at) => (
          <span key={at} class="dim">{`${before}\n`}</span>
        ))}
        {good}
        <mark>{wrong}</mark>
        {rest}
      </pre>
    </figure>
  )
}

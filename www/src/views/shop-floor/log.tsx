import type { Entry } from './bench'

const CLOCK = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })

/** What was pressed. Nothing is sent anywhere. */
export function Log({ entries }: { entries: readonly Entry[] }) {
  return (
    <section class="log" aria-labelledby="log-title">
      <h2 id="log-title">Station log</h2>
      {entries.length === 0 ? (
        <p class="dim">Nothing pressed yet. What you press is written here and sent nowhere.</p>
      ) : (
        <ol>
          {entries.map((entry, at) => (
            <li key={entries.length - at}>
              <time dateTime={entry.at.toISOString()}>{CLOCK.format(entry.at)}</time>
              <span class="did">{entry.title}</span>
              <span class="dim">{entry.detail}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

import { TEAMS, teamsIn, USERS, usersIn, type Files } from '../document'

interface Change {
  readonly place: string
  readonly lines: readonly (readonly ['+' | '−', string])[]
}

/** What of the source the ticks have changed, as its text has it. */
export function Changes({ original, files, undo }: { original: Files; files: Files; undo: () => void }) {
  const changes = changesIn(original, files)
  if (changes.length === 0) return <p class="changes dim">The source is as it was written.</p>
  return (
    <section class="changes" aria-labelledby="changes-title">
      <header>
        <h2 id="changes-title">Changes to the source</h2>
        <button type="button" class="plain" onClick={undo}>
          Put back
        </button>
      </header>
      {changes.map(({ place, lines }) => (
        <figure key={place}>
          <figcaption>{place}</figcaption>
          <pre>
            {lines.map(([sign, line], at) => (
              <span key={at} class={sign === '+' ? 'added' : 'removed'}>{`${sign} ${line}\n`}</span>
            ))}
          </pre>
        </figure>
      ))}
    </section>
  )
}

type Entry = { readonly id: string; readonly roles?: readonly unknown[]; readonly teams?: readonly unknown[] }

function changesIn(original: Files, files: Files): Change[] {
  return [...compared(USERS, usersIn(original), usersIn(files)), ...compared(TEAMS, teamsIn(original), teamsIn(files))]
}

function compared(file: string, before: readonly Entry[], after: readonly Entry[]): Change[] {
  const then = new Map(before.map((entry) => [entry.id, entry]))
  return after.flatMap((entry) => {
    const lines = (['roles', 'teams'] as const).flatMap((field) => {
      const [old, now] = [then.get(entry.id)?.[field], entry[field]].map((list) => (list ?? []).map((item) => JSON.stringify(item)))
      const removed = old!.filter((item) => !now!.includes(item)).map((item) => ['−', `${field}: ${item}`] as const)
      const added = now!.filter((item) => !old!.includes(item)).map((item) => ['+', `${field}: ${item}`] as const)
      return [...removed, ...added]
    })
    return lines.length ? [{ place: `${file} · ${entry.id}`, lines }] : []
  })
}

/** How many of all, as a line beneath or beside its figures, which say the same. `bad`: so many of them are of another colour, and last. */
export function Bar({ of, all, bad = 0 }: { of: number; all: number; bad?: number }) {
  const share = (count: number) => ({ width: `${all ? (100 * count) / all : 0}%` })
  return (
    <span class="bar" aria-hidden="true">
      <span style={share(of - bad)} />
      {bad > 0 && <span class="bad" style={share(bad)} />}
    </span>
  )
}

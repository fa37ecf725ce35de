/** How many of all, as a line beneath or beside its figures, which say the same. */
export function Bar({ of, all }: { of: number; all: number }) {
  return (
    <svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <rect class="all" width="100" height="6" />
      <rect class="held" width={all ? (100 * of) / all : 0} height="6" />
    </svg>
  )
}

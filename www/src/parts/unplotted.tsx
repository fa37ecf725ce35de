/** Where a picture would stand, had what draws it come. */
export function Unplotted({ again }: { again: () => void }) {
  return (
    <p class="remark unplotted" role="alert">
      What draws pictures could not be fetched. Tables and lists say the same.{' '}
      <button type="button" class="plain" onClick={again}>
        Try again
      </button>
    </p>
  )
}

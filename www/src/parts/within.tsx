import type { LevelKey } from '../snapshot/directory'
import { useHeld } from '../snapshot/held'
import { LevelName } from './names'

/** How far a role reaches as it is held: within a level, or as far as rule 9 says. */
export function Within({ level }: { level: LevelKey | undefined }) {
  const { directory } = useHeld()
  return (
    <span class="dim">
      {level ? (
        <>
          within <LevelName level={level} />
        </>
      ) : (
        directory.scoping && 'as far as their own levels reach'
      )}
    </span>
  )
}

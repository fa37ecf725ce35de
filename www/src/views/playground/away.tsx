import { useEffect } from 'preact/hooks'
import { save } from '../../parts/csv'
import { useOpening } from '../../shell/opener'
import { useHeld } from '../../snapshot/held'
import type { Draft } from './draft'

/** What can be done with what was typed: save a file, open all of it, or undo it. */
export function Away({ draft, name, packs, undo }: { draft: Draft; name: string; packs: boolean; undo: () => void }) {
  const held = useHeld()
  const { open } = useOpening()
  const { changed } = draft
  useStaying(changed.length > 0)
  return (
    <span class="actions">
      {changed.includes(name) && (
        <button type="button" class="plain" onClick={undo}>
          Undo all
        </button>
      )}
      <button
        type="button"
        class="plain"
        disabled={changed.length === 0 || !packs}
        title="Look at it in every view"
        onClick={() => void open(`${held.name}, edited`, { kind: 'source', name: `${held.name}, edited`, files: draft.blobs, at: draft.at })}
      >
        Open it so
      </button>
      <button type="button" class="plain" title="This file, as it is now" onClick={() => save(name.split('/').at(-1)!, draft.blob(name))}>
        Save
      </button>
    </span>
  )
}

/** Who closes the page with something unsaved is asked first. */
function useStaying(unsaved: boolean): void {
  useEffect(() => {
    if (!unsaved) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [unsaved])
}

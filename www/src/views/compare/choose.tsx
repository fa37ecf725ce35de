import { useId, useState } from 'preact/hooks'
import { PickFiles } from '../../parts/pick-files'
import { href } from '../../shell/route'
import { picked, type Given } from '../../snapshot/given'
import { useHeld } from '../../snapshot/held'
import { PLAYGROUND } from './other'

/** What the other one is. */
export function Choose({ take }: { take: (given: Promise<Given>) => void }) {
  const { source } = useHeld()
  const id = useId()
  const [address, setAddress] = useState('')
  return (
    <section class="choose" aria-label="The other one">
      <p>What is open is compared with another snapshot of the organisation, or with another version of its source.</p>
      <p class="ways">
        <PickFiles take={(files) => take(picked(files))} />
        {source && (
          <a class="plain" href={href('compare', undefined, { with: PLAYGROUND, newer: 'yes' })}>
            the source as it is edited in the playground
          </a>
        )}
      </p>
      <form
        class="by-address"
        onSubmit={(event) => {
          event.preventDefault()
          if (address.trim()) location.hash = href('compare', undefined, { with: address.trim() })
        }}
      >
        <label class="field" for={id}>
          or an address beside this page
        </label>
        <span class="row">
          <input id={id} type="text" inputMode="url" spellcheck={false} placeholder="acme.rolepack" value={address} onInput={(event) => setAddress(event.currentTarget.value)} />
          <button type="submit" class="plain">
            Compare
          </button>
        </span>
      </form>
    </section>
  )
}

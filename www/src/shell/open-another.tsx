import { useId, useState } from 'preact/hooks'
import { PickFiles } from '../parts/pick-files'
import { useOpening } from './opener'
import { fetched, picked, sample } from '../snapshot/given'
import { keysAsWritten, writeKeys } from '../snapshot/keys'

/** Every way of opening something else. Files can be dropped anywhere, too. */
export function OpenAnother() {
  const { open } = useOpening()
  const id = useId()
  const [address, setAddress] = useState('')
  return (
    <section class="open-another" aria-labelledby="open-another">
      <h2 id="open-another">Open another</h2>
      <p>A snapshot (<code>.rolepack</code>), or a source: one document, or the files of its folder. Drop it anywhere, or</p>
      <p class="ways">
        <PickFiles take={(files) => void open(files.length === 1 ? files[0].path : 'what was picked', picked(files))} />
        <button type="button" class="plain" onClick={() => void open('the sample', sample())}>
          the sample
        </button>
      </p>
      <form
        class="by-address"
        onSubmit={(event) => {
          event.preventDefault()
          if (address.trim()) void open(address.trim(), fetched(address.trim()))
        }}
      >
        <label class="field" for={`${id}-address`}>
          an address beside this page
        </label>
        <span class="row">
          <input id={`${id}-address`} type="text" inputMode="url" spellcheck={false} placeholder="acme.rolepack" value={address} onInput={(event) => setAddress(event.currentTarget.value)} />
          <button type="submit" class="plain">
            Open
          </button>
        </span>
      </form>
      <Keys />
    </section>
  )
}

function Keys() {
  const id = useId()
  const [text, setText] = useState(keysAsWritten)
  return (
    <div class="keys">
      <label class="field" for={`${id}-keys`}>
        Public keys. With any set here, no snapshot is opened but one that it signed.
      </label>
      <textarea
        id={`${id}-keys`}
        rows={3}
        spellcheck={false}
        placeholder="as `rolepack keygen` prints them, one a line"
        value={text}
        onInput={(event) => {
          setText(event.currentTarget.value)
          writeKeys(event.currentTarget.value)
        }}
      />
      <p class="dim">Kept by this browser. What is open now is not looked at again.</p>
    </div>
  )
}

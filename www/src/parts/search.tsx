import { useId } from 'preact/hooks'

/** A field that narrows what stands below it. */
export function Search({ label, value, change }: { label: string; value: string; change: (text: string) => void }) {
  const id = useId()
  return (
    <div class="search">
      <label for={id} class="unseen">
        {label}
      </label>
      <input id={id} type="search" dir="auto" autocomplete="off" spellcheck={false} placeholder={label} value={value} onInput={(event) => change(event.currentTarget.value)} />
    </div>
  )
}

import type { ComponentChildren } from 'preact'

interface Props {
  /** It does nothing now. It can be reached and read all the same, so that whoever pressed it does not lose their place. */
  readonly off?: boolean
  readonly act: () => void
  readonly leave?: () => void
  readonly children: ComponentChildren
}

/** A button that is off at times. */
export function Button({ off = false, act, leave, children }: Props) {
  return (
    <button type="button" class="plain" aria-disabled={off ? 'true' : undefined} onBlur={leave} onClick={() => off || act()}>
      {children}
    </button>
  )
}

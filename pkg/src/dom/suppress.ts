import { call } from './call.js'

/** Lets nothing happen at what is denied, or within it. It keeps the focus, and can be left by the keyboard. */
export function suppress(root: Document | ShadowRoot, denies: (element: Element) => boolean): void {
  for (const name of 'click auxclick dblclick mousedown keydown keyup beforeinput submit'.split(' ')) {
    call(
      root,
      'addEventListener',
      name,
      (event) => {
        const { type, key, submitter } = event as KeyboardEvent & SubmitEvent
        const path = [...event.composedPath(), submitter || root] as Element[]
        // Fields change by pointer and by any key, other controls when they are clicked.
        const field = 'required' in path[0]!
        const acts = type === 'mousedown' ? field : !key || (field ? !/Tab|Esc/.test(key) : /^(Enter| )$/.test(key))
        if (acts && path.some((at) => call(at, 'hasAttribute', 'data-can') && denies(at))) {
          event.preventDefault()
          event.stopImmediatePropagation()
        }
      },
      true,
    )
  }
}

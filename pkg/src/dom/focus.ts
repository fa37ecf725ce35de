import { call } from './call.js'

/** Moves the focus on from what was hidden: to what comes next, else to what comes first. What is behind a modal dialog takes none. */
export function rescue(root: Document | ShadowRoot, lost: Element | null): void {
  if (!lost || !call(lost, 'closest', '[data-can][hidden]')) return
  const all = [...call(root, 'querySelectorAll', '*')!] as HTMLElement[]
  const next = all.slice(all.indexOf(lost as HTMLElement) + 1)
  ;[...next, ...all].find((element) => element.tabIndex >= 0 && (call(element, 'focus'), root.activeElement === element))
}

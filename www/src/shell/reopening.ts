// Files that are opened cannot be opened again by a page that is loaded again; that there was one, the window remembers.
const NAME = 'rolepack.open'

/** What was open in this window, and is not any more. */
export function wasOpen(): string | undefined {
  try {
    return sessionStorage.getItem(NAME) ?? undefined
  } catch {
    return undefined
  }
}

/** Undefined: what is open comes again by itself. */
export function isOpen(name: string | undefined): void {
  try {
    if (name === undefined) sessionStorage.removeItem(NAME)
    else sessionStorage.setItem(NAME, name)
  } catch {
    // A browser that keeps nothing cannot remind anybody.
  }
}

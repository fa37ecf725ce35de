// The public keys that somebody set: then nothing is opened but what one of them signed. Kept by this browser, for this page.
const NAME = 'rolepack.public-keys'

/** What was written since the page was loaded: it counts, whether or not the browser keeps anything. */
let written: string | undefined

/** As they were written: one a line, or in PEM. */
export function keysAsWritten(): string {
  if (written !== undefined) return written
  try {
    return localStorage.getItem(NAME) ?? ''
  } catch {
    return ''
  }
}

export function writeKeys(text: string): void {
  written = text
  try {
    if (text.trim()) localStorage.setItem(NAME, text)
    else localStorage.removeItem(NAME)
  } catch {
    // A browser that keeps nothing asks for them again.
  }
}

export function publicKeys(text = keysAsWritten()): string[] {
  const pem = /-----BEGIN [\s\S]*?-----END [^\n]*-----/g
  return [...(text.match(pem) ?? []), ...text.replace(pem, ' ').split(/\s+/)].filter(Boolean)
}

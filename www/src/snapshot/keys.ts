// The public keys that somebody set: then nothing is opened but what one of them signed. Kept by this browser, for this page.
const NAME = 'rolepack.public-keys'

/** As they were written: one a line, or in PEM. */
export function keysAsWritten(): string {
  try {
    return localStorage.getItem(NAME) ?? ''
  } catch {
    return ''
  }
}

export function writeKeys(text: string): void {
  if (text.trim()) localStorage.setItem(NAME, text)
  else localStorage.removeItem(NAME)
}

export function publicKeys(text = keysAsWritten()): string[] {
  const pem = /-----BEGIN [\s\S]*?-----END [^\n]*-----/g
  return [...(text.match(pem) ?? []), ...text.replace(pem, ' ').split(/\s+/)].filter(Boolean)
}

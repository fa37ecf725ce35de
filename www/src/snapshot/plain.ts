/** Without accents and case, so that `munoz` finds Muñoz. */
export function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

/** The words of what was typed, plain. */
export function wordsOf(asked: string): string[] {
  return plain(asked).split(/\s+/).filter(Boolean)
}

/** Tells whether a text holds every word of what was typed; where no word was, any does. */
export function matcher(asked: string): (text: string) => boolean {
  const words = wordsOf(asked)
  return (text) => {
    if (words.length === 0) return true
    const all = plain(text)
    return words.every((word) => all.includes(word))
  }
}

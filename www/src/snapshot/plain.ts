/** Without accents and case, so that `munoz` finds Muñoz. */
export function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

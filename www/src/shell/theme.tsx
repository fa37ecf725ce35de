import { useLayoutEffect, useState } from 'preact/hooks'

const NAME = 'rolepack.theme'
const NEXT = { auto: 'light', light: 'dark', dark: 'auto' } as const
const SAID = { auto: 'as the system has it', light: 'light', dark: 'dark' }
const SIGN = { auto: '◐', light: '○', dark: '●' }

type Chosen = keyof typeof NEXT

/** Light, dark, or as the system has it. */
export function Theme() {
  const [chosen, setChosen] = useState<Chosen>(kept)
  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = chosen
    try {
      localStorage.setItem(NAME, chosen)
    } catch {
      // A browser that keeps nothing shows it until the page is left.
    }
  }, [chosen])
  const name = `Theme: ${SAID[chosen]}`
  return (
    <button type="button" class="theme" aria-label={name} title={name} onClick={() => setChosen(NEXT[chosen])}>
      <span aria-hidden="true">{SIGN[chosen]}</span>
    </button>
  )
}

function kept(): Chosen {
  try {
    const chosen = localStorage.getItem(NAME) ?? ''
    return chosen === 'light' || chosen === 'dark' ? chosen : 'auto'
  } catch {
    return 'auto'
  }
}

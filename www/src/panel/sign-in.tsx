import type { AccessMethod } from 'rolepack/full'

const METHODS: readonly [AccessMethod, string][] = [
  ['login', 'Own login'],
  ['slideIn', 'Kiosk badge'],
]

export function SignIn({ method, choose }: { method: AccessMethod; choose: (method: AccessMethod) => void }) {
  return (
    <div class="choice" role="radiogroup" aria-labelledby="method">
      <span id="method">Signed in with</span>
      {METHODS.map(([value, name]) => (
        <label key={value}>
          <input type="radio" name="method" value={value} checked={value === method} onChange={() => choose(value)} />
          <span class="option">{name}</span>
        </label>
      ))}
    </div>
  )
}

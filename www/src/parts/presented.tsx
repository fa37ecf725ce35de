// How somebody signs in: by which method, and with which groups of an identity provider. It is in the address, for what it changes.
import type { AccessMethod, IdentityGroup } from 'rolepack/full'
import { useId, useMemo } from 'preact/hooks'
import { amend, useRoute } from '../shell/route'
import { useHeld } from '../snapshot/held'
import type { Directory } from '../snapshot/directory'
import { Combobox } from './combobox'

export interface Presented {
  readonly accessMethod: AccessMethod
  readonly identityGroups: readonly IdentityGroup[]
}

export function usePresented(): Presented {
  const { query } = useRoute()
  const { directory } = useHeld()
  const asked = JSON.stringify([query.get('method'), query.getAll('group')])
  return useMemo(() => presentedIn(query, directory), [asked, directory])
}

export function presentedIn(query: URLSearchParams, directory: Directory): Presented {
  return {
    accessMethod: query.get('method') === 'slideIn' ? 'slideIn' : 'login',
    identityGroups: query.getAll('group').map((name) => groupOf(name, directory)),
  }
}

const METHODS: readonly [AccessMethod, string][] = [
  ['login', 'Own login'],
  ['slideIn', 'Kiosk badge'],
]

export function Method({ value, change }: { value: AccessMethod; change: (method: AccessMethod) => void }) {
  const id = useId()
  return (
    <div class="choice" role="radiogroup" aria-labelledby={id}>
      <span id={id}>Signed in with</span>
      {METHODS.map(([method, name]) => (
        <label key={method}>
          <input type="radio" name={`${id}-method`} value={method} checked={method === value} onChange={() => change(method)} />
          <span class="option">{name}</span>
        </label>
      ))}
    </div>
  )
}

/** Both, as the address has them. */
export function SignIn() {
  const { accessMethod, identityGroups } = usePresented()
  const { directory } = useHeld()
  const names = identityGroups.map(nameOf)
  const present = (groups: readonly string[]) => amend({ group: groups })
  const rest = directory.mappings.map((mapping) => ({ id: nameOf(mapping), name: mapping.group, tag: mapping.provider })).filter(({ id }) => !names.includes(id))
  return (
    <div class="sign-in">
      <Method value={accessMethod} change={(method) => amend({ method: method === 'login' ? undefined : method })} />
      {(directory.mappings.length > 0 || names.length > 0) && (
        <div class="groups">
          <Combobox
            label="Groups presented at sign-in"
            placeholder={names.length ? 'And another group' : 'None; add a group'}
            value=""
            find={(query) => rest.filter(({ name, tag }) => `${tag} ${name}`.toLowerCase().includes(query.trim().toLowerCase())).slice(0, 50)}
            pick={(group) => present([...names, group])}
          />
          {identityGroups.map((group) => (
            <button key={nameOf(group)} type="button" class="chip" title={`Leave ${nameOf(group)} out`} onClick={() => present(names.filter((name) => name !== nameOf(group)))}>
              <bdi>{group.group}</bdi> <span class="dim">{group.provider}</span> <span aria-hidden="true">×</span>
            </button>
          ))}
        </div>
      )}
    </div>
  )
}

export function nameOf({ provider, group }: IdentityGroup): string {
  return `${provider}:${group}`
}

/** Either part may hold a colon; a group that is mapped is that one. */
function groupOf(name: string, { mappings }: Directory): IdentityGroup {
  const mapped = mappings.find((mapping) => nameOf(mapping) === name)
  if (mapped) return { provider: mapped.provider, group: mapped.group }
  const [provider = '', ...group] = name.split(':')
  return { provider, group: group.join(':') }
}

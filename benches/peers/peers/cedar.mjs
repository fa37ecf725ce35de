import { readFileSync } from 'node:fs'
import { initSync, preparsePolicySet, statefulIsAuthorized } from '@cedar-policy/cedar-wasm/web'
import { read } from './document.mjs'

const POLICIES = 'roles'
const resource = { type: 'Application', id: 'acme' }

/** @param {Uint8Array} bytes */
export function load(bytes) {
  initSync({ module: readFileSync(new URL('cedar_wasm_bg.wasm', import.meta.url)) })
  const { roles, rolesOf } = read(bytes)
  const actions = (held) => held.map((permission) => `Action::${JSON.stringify(permission)}`).join(', ')
  const staticPolicies = roles.map(([id, held]) => `permit(principal in Role::${JSON.stringify(id)}, action in [${actions(held)}], resource);`).join('\n')
  const parsed = preparsePolicySet(POLICIES, { staticPolicies })
  if (parsed.type === 'failure') throw new Error(JSON.stringify(parsed.errors))

  const asked = (user) => {
    const principal = { type: 'User', id: user }
    return { principal, entities: [{ uid: principal, attrs: {}, parents: rolesOf(user).map((id) => ({ type: 'Role', id })) }] }
  }
  const allows = ({ principal, entities }, permission) => {
    const answer = statefulIsAuthorized({
      principal, action: { type: 'Action', id: permission }, resource, context: {}, preparsedPolicySetId: POLICIES, entities,
    })
    return answer.type === 'success' && answer.response.decision === 'allow'
  }
  return {
    can: (user, permission) => allows(asked(user), permission),
    gate(user) {
      const who = asked(user)
      return { can: (permission) => allows(who, permission) }
    },
  }
}

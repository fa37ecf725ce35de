import { newEnforcer, newModelFromString, StringAdapter } from 'casbin'

const MODEL = `
[request_definition]
r = sub, obj

[policy_definition]
p = sub, obj

[role_definition]
g = _, _
g2 = _, _

[policy_effect]
e = some(where (p.eft == allow))

[matchers]
m = g2(r.obj, p.obj) && g(r.sub, p.sub)
`

/** @param {Uint8Array} bytes */
export async function load(bytes) {
  const enforcer = await newEnforcer(newModelFromString(MODEL), new StringAdapter(new TextDecoder().decode(bytes)))
  return {
    can: (user, permission) => enforcer.enforceSync(user, permission),
    gate: (user) => ({ can: (permission) => enforcer.enforceSync(user, permission) }),
  }
}

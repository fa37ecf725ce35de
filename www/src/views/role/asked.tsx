import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { Quoting } from '../../parts/problems'
import { useHeld } from '../../snapshot/held'
import { refusalOf, type Refusal } from '../../snapshot/refusal'
import { grantsOfRoles, type RoleGrants } from '../../snapshot/role-grants'

/** Asks what these roles grant, and shows `children` once it is known. */
export function WithGrants({ roles, children }: { roles: readonly string[]; children: (grants: RoleGrants) => ComponentChildren }) {
  const held = useHeld()
  const [answer, setAnswer] = useState<{ grants: RoleGrants } | { refusal: Refusal }>()
  const key = roles.join('\n')
  useEffect(() => {
    let last = true
    grantsOfRoles(held, roles).then(
      (grants) => last && setAnswer({ grants }),
      (error: unknown) => last && setAnswer({ refusal: refusalOf(error) }),
    )
    return () => {
      last = false
    }
  }, [held, key])
  if (!answer) {
    return (
      <p class="dim" role="status">
        Asking what each role grants…
      </p>
    )
  }
  if ('grants' in answer) return <>{children(answer.grants)}</>
  return (
    <p class="remark bad" role="alert">
      <Quoting text={answer.refusal.problems[0]?.message ?? answer.refusal.message} />
    </p>
  )
}

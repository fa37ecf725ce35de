// Without a declaration every string is a permission, in JSX too.
import { AccessProvider, Can, useCan, type Answer } from 'rolepack/react'
import { fakeUser } from 'rolepack/testing'

export function Page({ permission }: { permission: string }) {
  const answer: Answer = useCan(permission, { right: 'add', resource: { location: 'A' } })
  return <Can permission={permission} right="add" fallback={answer.reason}>{({ allowed }) => String(allowed)}</Can>
}
export const page = <AccessProvider user={fakeUser({ allow: ['createRun', { permission: 'tax', right: 'add' }] })}><Page permission="createRun" /></AccessProvider>
// @ts-expect-error the permission is missing
export const nothing = <Can>yes</Can>

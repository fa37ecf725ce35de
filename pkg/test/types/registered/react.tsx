// Permissions in JSX. A line that must not compile says why.
import { Access } from 'rolepack'
import { Access as Plain } from 'rolepack/js'
import { AccessProvider, Can, useCan, useUser } from 'rolepack/react'
import { fakeUser } from 'rolepack/testing'

declare const access: Access
declare const plain: Plain
declare const bytes: Promise<Uint8Array>
const handle = access.permission('createRun')

export function Page() {
  const { allowed, pending, reason } = useCan('createRun', { resource: { location: 'A', owner: 'ada' } })
  useCan('purchasing/taxScheduleMap', { right: 'add' })
  useCan(handle)
  useUser().can('purchasing/taxScheduleMap', { right: 'list' })
  useUser().canAny('createRun', "it's")
  // @ts-expect-error there is no such permission
  useCan('craeteRun')
  // @ts-expect-error the right is missing
  useCan('purchasing/taxScheduleMap')
  // @ts-expect-error there is no such right
  useCan('purchasing/taxScheduleMap', { right: 'delete' })
  // @ts-expect-error there is no such dimension
  useCan('createRun', { resource: { plant: 'A' } })
  // @ts-expect-error there is no such permission
  useUser().can('craeteRun')
  return (
    <>
      <Can permission="createRun" pending="…" fallback={<i />}>yes {allowed && !pending && reason}</Can>
      <Can permission="purchasing/taxScheduleMap" right="add" resource={{ location: 'A' }}>{(answer) => <button disabled={!answer.allowed} />}</Can>
      <Can permission={handle}>yes</Can>
      {/* @ts-expect-error there is no such permission */}
      <Can permission="craeteRun">yes</Can>
      {/* @ts-expect-error the right is missing */}
      <Can permission="purchasing/taxScheduleMap">yes</Can>
      {/* @ts-expect-error there is no such right */}
      <Can permission="purchasing/taxScheduleMap" right="delete">yes</Can>
      {/* @ts-expect-error it has no rights */}
      <Can permission="createRun" right="add">yes</Can>
      {/* @ts-expect-error there is no such dimension */}
      <Can permission="createRun" resource={{ plant: 'A' }}>yes</Can>
    </>
  )
}

export const providers = (
  <>
    <AccessProvider access={access} user="ada" identityGroups={{ okta: ['Ops'] }} accessMethod="slideIn"><Page /></AccessProvider>
    <AccessProvider access={plain} />
    <AccessProvider access={bytes} />
    <AccessProvider access="text" />
    <AccessProvider access={undefined} />
    <AccessProvider access={Access.open('/access/me', { slice: true })} />
    <AccessProvider user={fakeUser({ allow: ['createRun', { permission: 'purchasing/taxScheduleMap', right: 'add', resource: { location: 'A' } }] })} />
    <AccessProvider user={access.user('ada')} />
    <AccessProvider user={plain.user('ada')} />
    {/* @ts-expect-error it is no access */}
    <AccessProvider access={7} />
  </>
)

// @ts-expect-error there is no such permission
fakeUser({ allow: ['craeteRun'] })
// @ts-expect-error the right is missing
fakeUser({ allow: ['purchasing/taxScheduleMap'] })
// @ts-expect-error there is no such right
fakeUser({ allow: [{ permission: 'purchasing/taxScheduleMap', right: 'delete' }] })

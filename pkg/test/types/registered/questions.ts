// With the declaration that `rolepack types acme.yaml` writes. A line that must not compile says why.
import { Access, type PermissionKey, type Request, type RightOf } from 'rolepack'
import { Access as Full } from 'rolepack/full'
import { Access as Plain } from 'rolepack/js'

declare const access: Access
declare const full: Full
declare const plain: Plain
const ada = access.user('ada')

access.can('ada', 'createRun')
access.can('ada', 'createRun', { resource: { location: 'A', owner: 'ada' }, accessMethod: 'slideIn' })
access.check('ada', 'purchasing/taxScheduleMap', { right: 'list' })
ada.can('purchasing/taxScheduleMap', { right: 'add', resource: { tool: 'T-1' } })
ada.can("it's")
access.can({ user: 'ada', permission: 'createRun', identityGroups: [{ provider: 'okta', group: 'x' }] })
access.can({ user: 'ada', permission: 'purchasing/taxScheduleMap', right: 'list' })
const handle = access.permission('purchasing/taxScheduleMap', 'list')
ada.can(handle, { resource: { location: 'A' } })
ada.canAny('createRun', handle)
full.whoCan('purchasing/taxScheduleMap', { right: 'add' })
full.reach('ada', 'createRun')
full.reach('ada', 'purchasing/taxScheduleMap', 'owner', { right: 'list' })
full.reach('ada', 'purchasing/taxScheduleMap', undefined, { right: 'list' })

export const gate = (key: PermissionKey): boolean => ada.can(key)
export const rights: RightOf<'purchasing/taxScheduleMap'>[] = ada.rights('purchasing/taxScheduleMap')
export const same: RightOf<'purchasing/taxScheduleMap'>[] = plain.user('ada').rights('purchasing/taxScheduleMap')
export const request: Request = { user: 'ada', permission: 'createRun' }

// @ts-expect-error there is no such permission
access.can('ada', 'craeteRun')
// @ts-expect-error there is no such permission
ada.can('craeteRun')
// @ts-expect-error there is no such permission
full.user('ada').explain('craeteRun')
// @ts-expect-error there is no such permission
access.can({ user: 'ada', permission: 'craeteRun' })
// @ts-expect-error there is no such permission
access.checkMany([{ user: 'ada', permission: 'craeteRun' }])
// @ts-expect-error there is no such permission
access.permission('craeteRun')
// @ts-expect-error there is no such permission
plain.permission('craeteRun')
// @ts-expect-error there is no such permission
ada.rights('craeteRun')
// @ts-expect-error it has no rights
ada.can('createRun', { right: 'list' })
// @ts-expect-error it has no rights
access.can({ user: 'ada', permission: 'createRun', right: 'list' })
// @ts-expect-error it has no rights
access.permission('createRun', 'list')
// @ts-expect-error it has rights, and none is named
ada.can('purchasing/taxScheduleMap')
// @ts-expect-error it has rights, and none is named
access.can({ user: 'ada', permission: 'purchasing/taxScheduleMap' })
// @ts-expect-error it has rights, and none is named
access.permission('purchasing/taxScheduleMap')
// @ts-expect-error it has rights, and none is named
ada.canAny('purchasing/taxScheduleMap')
// @ts-expect-error it has no such right
ada.can('purchasing/taxScheduleMap', { right: 'delete' })
// @ts-expect-error a handle has its right
ada.can(handle, { right: 'list' })
// @ts-expect-error there is no such dimension
ada.can('createRun', { resource: { loaction: 'A' } })
// @ts-expect-error there is no such dimension
full.reach('ada', 'createRun', 'loaction')

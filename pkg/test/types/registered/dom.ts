// What scripts of a plain page ask. A line that must not compile says why.
import { Access } from 'rolepack'
import { gatePage, type Answer } from 'rolepack/dom'

const page = gatePage(Access.open('/access/me', { slice: true }), { reasons: { 'not-granted': 'Ask your lead.' } })
export const answers: Answer[] = [page.ask('createRun', { resource: { location: 'A' } }), page.ask('purchasing/taxScheduleMap', { right: 'list' })]
page.hold()
page.hold('text', { user: 'ada' })
// @ts-expect-error there is no such permission
page.ask('craeteRun')
// @ts-expect-error the right is missing
page.ask('purchasing/taxScheduleMap')
// @ts-expect-error there is no such dimension
page.ask('createRun', { resource: { plant: 'A' } })
// @ts-expect-error it is no access
gatePage(7)
// @ts-expect-error there is no such reason
gatePage('text', { reasons: { 'not-grantet': 'No.' } })

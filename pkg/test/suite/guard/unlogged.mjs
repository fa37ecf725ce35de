// With a log every decision is made at once, and without one only where somebody asks for it: that changes no answer.
import { ok, same } from '../check.mjs'

const USERS = ['ada', 'björn', 'eve', 'noor', 'nobody', '', 'a\0b', 'x'.repeat(513), 7, null, ['ada'], { user: 'ada', permission: 'createRun' }]
const GROUPS = [{}, { identityGroups: undefined }, { identityGroups: {} }, { identityGroups: { okta: ['Ops'] } }, { identityGroups: [] }, { identityGroups: '' }, { identityGroups: 0 }, { identityGroups: { okta: [7] } }]
const METHODS = ['none', 'login', 'slideIn', undefined, '', null, 'LOGIN', ['login']]
const tax = (right) => ({ permission: 'tax', right })
const NEEDS = [
  { permission: 'createRun' }, { permission: 'visit' }, { permission: 'closeRun' }, { permission: 'tax' }, tax('list'), tax('delete'), { permission: 'createRun', right: 'list' }, { permission: 'größe' }, { permission: 'no-such' },
  { any: ['visit', 'createRun'] }, { any: [tax('delete'), 'closeRun'] }, { any: ['tax', 'createRun'] }, { all: ['createRun', 'closeRun'] }, { all: ['createRun', tax('add')] }, { all: ['createRun', 'tax'] }, { all: ['createRun', 'größe'] },
]

export default function (_, { set }) {
  return [
    ['guard: without a log the answers are the same', async () => {
      let caller, method
      // With a place there is one way to be asked, whatever is needed.
      const routes = Object.fromEntries(NEEDS.flatMap((needs, at) => [[`POST /${at}`, { ...needs, scope: 'anywhere' }], ...(at % 4 ? [] : [[`POST /${at}/here`, { ...needs, scope: () => ({ location: 'A' }) }]])]))
      const counts = {}
      for (const accessMethod of [undefined, () => method]) {
        for (const mode of ['enforce', 'observe']) {
          const options = { routes, mode, accessMethod, caller: () => caller }
          const [logged, unlogged] = [set(options), set({ ...options, log: undefined })]
          const outcome = async (guarded, line) => {
            const [before, told] = [guarded.calls.length, guarded.refused.length]
            const answer = await guarded.ask(line)
            const granted = guarded.calls[before]?.granted
            if (granted) ok(Object.isFrozen(granted) && Object.isFrozen(granted.decision) && granted.decision === granted.decisions.find(({ allowed }) => allowed === granted.decision?.allowed))
            const { route, resource, decision, decisions, refusal } = granted ?? {}
            return { answer, route, resource, decision, decisions, refusal: refusal?.code, reasons: guarded.refused.slice(told).map(({ reason, status }) => `${status} ${reason}`) }
          }
          for (const userId of mode === 'enforce' ? USERS : USERS.slice(0, 4)) {
            for (const groups of userId === 'ada' ? GROUPS : GROUPS.slice(0, 1)) {
              for (method of accessMethod && userId === 'ada' && groups === GROUPS[0] ? METHODS : ['login']) {
                caller = { userId, ...groups }
                for (const line of Object.keys(routes)) {
                  const [one, other] = [await outcome(logged, line), await outcome(unlogged, line)]
                  same(other, one, `${line} ${JSON.stringify(caller)} ${method}`)
                  counts[one.answer] = (counts[one.answer] ?? 0) + 1
                }
              }
            }
          }
          same(unlogged.log, [])
        }
      }
      ok(counts[200] > 500 && counts['403 not-granted'] > 50 && counts['403 invalid-request'] > 400, JSON.stringify(counts))
    }],
  ]
}

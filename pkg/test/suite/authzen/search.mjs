// The three searches, and their pages.
import { ok, same } from '../check.mjs'
import { action, asking, at, over, user } from './asked.mjs'

const letters = [...'ABCDEFGHIJ']
const people = letters.map((letter) => ({ id: `user-${letter}`, roles: ['operator'] }))

const plants = {
  organization: { id: 'plants' },
  permissions: [{ key: 'run' }, { key: 'tax', rights: ['list', 'add', 'delete'] }, { key: 'stop' }],
  roles: [
    { id: 'operator', permissions: ['run', { permission: 'tax', rights: ['list', 'delete'] }] },
    { id: 'guest', permissions: ['stop'] },
  ],
  users: [...people, { id: 'anywhere', roles: ['operator'], accessLevels: ['everywhere'] }, { id: 'gone', active: false, roles: ['operator'] }],
  groupMappings: [{ provider: 'application', group: 'guest', roles: [{ role: 'guest', within: 'gate' }] }],
  accessLevels: [
    { key: 'plants', company: 'ACME', description: 'All plants', isDefault: true, locations: letters, tools: ['press'] },
    { key: 'everywhere', company: 'ACME', description: 'Everywhere', locations: ['*'] },
    { key: 'gate', company: 'ACME', description: 'The gate', locations: ['gate'] },
  ],
}

export default function (entries) {
  const options = { types: { plant: 'location', app: 'unscoped' }, roles: { provider: 'application' } }
  const { post } = asking(entries, plants, options, { sequence: 3 })
  const found = async (kind, body) => (await post(`search/${kind}`, body)).body
  const [one, run] = [user('user-A'), action('run')]
  const everyPlant = { subject: one, action: run, resource: { type: 'plant' } }
  const list = (name, kind, body, results) => [`authzen search: ${name}`, async () => {
    same((await found(kind, body)).results, results)
  }]
  const none = (name, kind, bodies) => [`authzen search: nothing for ${name}`, async () => {
    for (const body of bodies) same(await found(kind, body), { results: [], page: { next_token: '', count: 0, total: 0 } })
  }]
  const everybody = ['anywhere', ...people.map(({ id }) => id)].map((id) => user(id))
  const of = { subject: { type: 'user' }, action: run }
  return [
    list('subjects, whatever their id', 'subject', { subject: user(5), action: run, resource: at('plant', 'A') }, everybody),
    list('subjects for a right', 'subject', { ...of, action: action('list'), resource: at('tax', 'x', { location: 'Z' }) }, [user('anywhere')]),
    none('whom there is not', 'subject', [
      { ...of, subject: { type: 'group' }, resource: at('plant', 'A') },
      { ...of, resource: at('truck', 'A') },
      { ...of, resource: at('plant', '*') },
      { ...of, resource: at('plant', 'A', { colour: 'red' }) },
      { ...of, action: action('walk'), resource: at('plant', 'A') },
      { ...of, action: action('add'), resource: at('tax', 'x') },
      { ...of, action: action('drop'), resource: at('tax', 'x') },
    ]),
    list('resources, whatever their id', 'resource', { ...everyPlant, resource: { type: 'plant', id: 5 } }, letters.map((id) => at('plant', id))),
    list('resources where something else is named', 'resource', { ...everyPlant, resource: { type: 'plant', properties: { tool: 'press' } } }, letters.map((id) => at('plant', id))),
    list('resources of which one is named', 'resource', { ...everyPlant, resource: { type: 'plant', properties: { location: 'B' } } }, [at('plant', 'B')]),
    list('resources for a role of the application', 'resource', { subject: user('someone', { role: 'guest' }), action: action('stop'), resource: { type: 'location' } }, [at('location', 'gate')]),
    none('what may not be', 'resource', [
      { ...everyPlant, subject: user('nobody') },
      { ...everyPlant, subject: at('group', 'user-A') },
      { ...everyPlant, resource: { type: 'truck' } },
      { ...everyPlant, resource: { type: 'plant', properties: { tool: 'saw' } } },
      { ...everyPlant, resource: { type: 'plant', properties: { location: 'Z' } } },
      { ...everyPlant, resource: { type: 'plant', properties: { colour: 'red' } } },
      { ...everyPlant, action: action('stop') },
      { ...everyPlant, action: action('stop'), resource: { type: 'app' } },
      { ...everyPlant, action: action('add'), resource: { type: 'tax' } },
    ]),
    ['authzen search: where no value is refused, none is listed, and it says so', async () => {
      const all = { results: [], page: { next_token: '', count: 0, total: 0 }, context: { all: true } }
      same(await found('resource', { ...everyPlant, subject: user('anywhere') }), all)
      same(await found('resource', { ...everyPlant, resource: { type: 'app' } }), all)
      same(await found('resource', { ...everyPlant, action: action('list'), resource: { type: 'tax' } }), all)
    }],
    list('actions, whatever is said of one', 'action', { subject: one, action: 5, resource: at('plant', 'A') }, [run, action('tax', { right: 'list' }), action('tax', { right: 'delete' })]),
    list('actions of a permission', 'action', { subject: one, resource: at('tax', 'x') }, [action('list'), action('delete')]),
    list('actions for a role of the application', 'action', { subject: user('someone', { roles: ['guest'] }), resource: at('location', 'gate') }, [action('stop')]),
    none('what may not be done', 'action', [
      { subject: user('nobody'), resource: at('plant', 'A') },
      { subject: one, resource: at('plant', 'Z') },
      { subject: one, resource: at('truck', 'A') },
      { subject: one, resource: at('run', 'x') },
      { subject: user('gone'), resource: at('app', 'x') },
      { subject: at('group', 'user-A'), resource: at('plant', 'A') },
    ]),
    ['authzen search: what is found is granted', async () => {
      const granted = async (asked) => same((await post('evaluation', asked)).body, { decision: true })
      for (const subject of (await found('subject', { ...of, resource: at('plant', 'A') })).results) await granted({ subject, action: run, resource: at('plant', 'A') })
      for (const resource of (await found('resource', everyPlant)).results) await granted({ subject: one, action: run, resource })
      for (const resource of [at('plant', 'A'), at('tax', 'x')]) {
        for (const what of (await found('action', { subject: one, resource })).results) await granted({ subject: one, action: what, resource })
      }
    }],
    ['authzen search: page by page', async () => {
      const whole = await found('resource', everyPlant)
      same(whole.page, { next_token: '', count: 10, total: 10 })
      const pages = []
      for (let token; token !== ''; ) {
        const { results, page } = await found('resource', { ...everyPlant, page: { limit: 4, ...(token && { token }) } })
        same([page.count, page.total], [results.length, 10])
        pages.push(results)
        token = page.next_token
      }
      same(pages.map((page) => page.length), [4, 4, 2])
      same(pages.flat(), whole.results)
      const nothing = await found('resource', { ...everyPlant, page: { limit: 0 } })
      same([nothing.results, nothing.page.count], [[], 0])
      same((await found('resource', { ...everyPlant, page: { token: nothing.page.next_token } })).results, whole.results)
      const few = asking(entries, plants, { ...options, maxResults: 3 }, { sequence: 3 })
      same((await few.post('search/resource', everyPlant)).body.page.count, 3)
      same((await few.post('search/resource', { ...everyPlant, page: { limit: 1000 } })).body.page.count, 3)
    }],
    ['authzen search: a token is of one question and one snapshot', async () => {
      const { page } = await found('resource', { ...everyPlant, page: { limit: 4 } })
      const token = page.next_token
      const refused = async (body, ask = post, kind = 'resource') => {
        const { status, text } = await ask(`search/${kind}`, body)
        ok(status === 400 && text.includes('page.token'), `${status} ${text}`)
      }
      for (const wrong of ['', 'x', '4', token.replace('4.', '5.'), token.replace('4.', '04.'), `${token}=`, `${token.slice(0, -1)}`, 5, null, {}]) {
        await refused({ ...everyPlant, page: { token: wrong } })
      }
      const next = { page: { token } }
      for (const other of [{ subject: user('user-B') }, { action: action('tax', { right: 'list' }) }, { resource: { type: 'location' } }, { resource: { type: 'plant', properties: { tool: 'press' } } }, { subject: user('user-A', { role: 'guest' }) }]) {
        await refused({ ...everyPlant, ...other, ...next })
      }
      await refused({ subject: one, resource: at('plant', 'A'), ...next }, post, 'action')
      await refused({ ...everyPlant, ...next }, asking(entries, plants, options, { sequence: 4 }).post)
      await refused({ ...everyPlant, ...next }, asking(entries, { ...plants, organization: { id: 'other' } }, options, { sequence: 3 }).post)
      const again = asking(entries, plants, options, { sequence: 3 })
      same((await again.post('search/resource', { ...everyPlant, context: { any: 1 }, ...next })).body.results[0], at('plant', 'E'))
    }],
    ['authzen search: by the main entry, which gives promises', async () => {
      const access = entries.main.Access.load(entries.author.pack(plants).bytes)
      const { post } = over(entries.authzen.authzen({ access: async () => access, ...options }))
      const results = async (kind, body) => (await post(`search/${kind}`, body)).body.results
      same(await results('subject', { ...of, resource: at('plant', 'A') }), everybody)
      same(await results('subject', { ...of, resource: at('truck', 'A') }), [])
      same((await results('resource', everyPlant)).length, 10)
      same((await results('action', { subject: one, resource: at('plant', 'A') })).length, 3)
    }],
  ]
}

// Packing in JavaScript: sources in every form, everything that is wrong with them, and back.
import { ok, refused, same } from './check.mjs'
import { organization } from './organization.mjs'

export default function ({ main, author }) {
  const { pack, problems, unpack, SourceError, RolepackError, LoadError } = author
  const yaml = 'organization: { id: acme }\npermissions: [{ key: p }]\nroles: [{ id: r, permissions: [p] }]\nusers: [{ id: u, roles: [r] }]\n'
  return [
    ['author: the same source in every form gives the same bytes', () => {
      const { bytes } = pack(organization)
      same([...pack(JSON.stringify(organization)).bytes], [...bytes])
      const { roles, ...rest } = organization
      same([...pack({ 'a.json': JSON.stringify({ roles }), 'b.json': JSON.stringify(rest), 'README.md': '-' }).bytes], [...bytes])
      ok(main.Access.load(pack(yaml).bytes).can('u', 'p'))
      ok(main.Access.load(pack({ 'users.csv': 'id,roles\nu,r\n', 'acme.yaml': yaml.split('\n').slice(0, 3).join('\n') }).bytes).can('u', 'p'))
    }],
    ['author: what JSON would leave out is refused, never read as nothing', () => {
      const source = (assignment) => ({ organization: { id: 'acme' }, permissions: [{ key: 'p' }], roles: [{ id: 'r', permissions: ['p'] }], users: [{ id: 'u', roles: [assignment] }] })
      ok(pack(source({ role: 'r' })).bytes.length)
      for (const value of [undefined, () => false, Symbol('a')]) {
        for (const name of ['until', 'within']) ok(refused(() => pack(source({ role: 'r', [name]: value }))) instanceof TypeError)
      }
    }],
    ['author: a file whose name walks about is refused', () => {
      const files = { 'a.yaml': yaml, './levels.yaml': 'accessLevels: [{ key: k, company: c, description: d, isDefault: true, locations: [A] }]' }
      same(problems(files).length, 1)
    }],
    ['author: a built-in catalogue', () => {
      const source = { organization: { id: 'acme' }, catalogues: ['ion@1'], users: [{ id: 'u', roles: ['operator'] }] }
      ok(main.Access.load(pack(source).bytes).can('u', 'createIssue'))
      same(problems({ ...source, catalogues: ['ion@9'] }).length, 1)
    }],
    ['author: everything that is wrong, at once', () => {
      const wrong = 'organization: { id: acme }\nroles: [{ id: r, permissions: [p] }]\nusers: [{ id: u, roles: [x] }, { id: u }]\n'
      const found = problems(wrong)
      same(found.map(({ line }) => line), [2, 3, 3])
      ok(found.every(({ code, message, column, file }) => code && message && column && file === 'source.yaml'))
      const error = refused(() => pack(wrong))
      ok(error instanceof SourceError && error instanceof RolepackError)
      same([error.code, error.name, error.problems], ['source', 'SourceError', found])
      ok(error.message.includes('source.yaml:2'))
      same(problems(yaml), [])
      ok(problems('{').length === 1 && problems('').length > 0 && problems({}).length > 0)
      ok(refused(() => pack({ organization: { id: 'a\ud800' } })) instanceof SourceError)
    }],
    ['author: times', () => {
      const timed = { ...organization, users: [{ id: 'ada', roles: [{ role: 'operator', until: '2026-06-01' }] }] }
      same(refused(() => pack(timed)).code, 'time-required')
      const before = main.Access.load(pack(timed, { at: new Date('2026-05-01'), created: 0 }).bytes)
      same([before.can('ada', 'createRun'), before.nextChange, before.created], [true, Date.parse('2026-06-01'), 0])
      same(main.Access.load(pack(timed, { at: Date.parse('2026-07-01') }).bytes).can('ada', 'createRun'), false)
      same(refused(() => pack(organization, { created: 5, expires: 5 })).code, 'expires-too-early')
    }],
    ['author: without labels it is smaller', () => ok(pack(organization, { labels: false }).bytes.length < pack(organization).bytes.length)],
    ['author: unpacked and packed again', () => {
      const told = { sequence: 3, created: 1000, expires: 9000, nextChange: 5000 }
      const { bytes } = pack(organization, told)
      const { document, missing } = unpack(bytes)
      same([...pack(document, told).bytes], [...bytes])
      ok(missing.length > 0 && missing.every((line) => typeof line === 'string'))
      const error = refused(() => unpack(bytes.subarray(1)))
      ok(error instanceof LoadError && error.code === 'not-a-snapshot')
    }],
    ['author: wrong calls are TypeErrors', () => {
      for (const source of [undefined, null, 5, [], true]) ok(refused(() => pack(source)) instanceof TypeError && refused(() => problems(source)) instanceof TypeError)
      for (const options of [null, 5, { sequence: -1 }, { sequence: 1.5 }, { sequence: '1' }, { at: 'now' }, { at: new Date(NaN) }, { labels: 1 }, { label: true }]) ok(refused(() => pack(organization, options)) instanceof TypeError)
      ok(refused(() => unpack('x')) instanceof TypeError)
    }],
  ]
}

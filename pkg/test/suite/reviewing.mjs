// Comparing, looking through and reviewing in JavaScript: what the command line does, from the same code.
import { ok, refused, same } from './check.mjs'
import { organization } from './organization.mjs'

export default function ({ main, author }) {
  const { applyReview, diff, lint, pack, review, reviewTable, LoadError, RolepackError, SourceError } = author
  const at = Date.parse('2026-11-22')
  const yaml = `# Kept as it is.
organization: { id: acme }
permissions: [{ key: p }, { key: q }]
roles: [{ id: r, permissions: [p] }, { id: s, permissions: [q] }]
teams: [{ id: t, roles: [r] }]
users:
  - { id: ada, roles: [s], teams: [t], attributes: { manager: ines } }   # Ada
  - { id: ben, name: "=HYPERLINK(1)", roles: [r], attributes: { manager: ines } }
`
  const all = (review, decision, more = {}) => review.rows.map(() => ({ decision, reviewer: 'ines', ...more }))
  return [
    ['diff: who gained and who lost what, and by which change', () => {
      const before = pack(yaml, { sequence: 1 }).bytes
      const after = pack(yaml.replace('id: s, permissions: [q]', 'id: s, permissions: [p, q]').replace('roles: [r], attr', 'roles: [], attr'), { sequence: 2 }).bytes
      const { effects, changes, users, oldSequence, newSequence, structure } = diff(before, after)
      same([oldSequence, newSequence, users], [1, 2, { all: 2, gaining: 0, losing: 1 }])
      same(effects, [{ users: ['ben'], lost: [{ grants: [{ permission: 'p' }], accessMethods: ['login', 'slideIn'], wholly: true, everywhere: true, ownLevels: false, levels: [], because: [{ change: 'role', role: 'r', added: false }] }] }])
      same(changes[0], { change: 'role', role: 'r', added: false, gaining: 0, losing: 1, others: 0 })
      same(structure.roles.changed[0].gained, [{ permission: 'p' }])
      same(diff(before, before).effects, [])
    }],
    ['diff: what cannot be compared is refused', () => {
      const { bytes } = pack(yaml)
      const other = refused(() => diff(bytes, pack({ organization: { id: 'other' } }).bytes))
      same([other.code, other instanceof RolepackError, other instanceof SourceError, Boolean(other.help)], ['other-organization', true, false, true])
      for (const bad of [new Uint8Array(), bytes.slice(0, -1), new Uint8Array(200)]) {
        ok(refused(() => diff(bytes, bad)) instanceof LoadError)
        ok(refused(() => diff(bad, bytes)) instanceof LoadError)
      }
      for (const bad of [undefined, null, 'text', [1], bytes.buffer]) ok(refused(() => diff(bytes, bad)) instanceof TypeError)
      ok(refused(() => diff(main.Access.load(pack(organization).bytes).user('ada'), bytes)) instanceof TypeError)
    }],
    ['lint: what is allowed and seldom meant, by line', () => {
      const found = lint(yaml.replace('roles: [s], ', ''), { at }).findings
      same(found.map(({ code, level, line }) => [code, level, line]), [['unheld-role', 'warn', 4]])
      const ending = yaml.replace('roles: [s]', 'roles: [{ role: s, until: 2026-12-01 }]')
      same(lint(ending, { at, endingWithin: 30 * 86_400_000 }).findings.map(({ code }) => code), ['ending-assignment'])
      same(lint(ending, { at: new Date(at) }).findings, [])
      same(lint(yaml, { at, previous: pack(yaml).bytes }).findings, [])
      ok(refused(() => lint('roles: [', { at })) instanceof SourceError)
      ok(refused(() => lint(yaml, { at, previous: new Uint8Array(9) })) instanceof LoadError)
      for (const wrong of [{ at: 'today' }, { at: NaN }, { at, endingWithin: '1' }, { at, previous: 'x' }]) ok(refused(() => lint(yaml, wrong)) instanceof TypeError, JSON.stringify(wrong))
    }],
    ['review: who holds what and from where, of a source and of a snapshot', () => {
      const rows = ({ rows }) => rows.map(({ by, user, role, team }) => [by, user, role, team].join(' '))
      const byTeam = review(yaml, { by: 'team', at })
      same([byTeam.of, rows(byTeam)], ['source', [' ada s ', ' ben r ', 't ada r t']])
      same(rows(review(yaml, { by: 'manager', at })), ['ines ada r t', 'ines ada s ', 'ines ben r '])
      const ofSnapshot = review(pack(yaml, { at }).bytes, { by: 'role' })
      same([ofSnapshot.of, ofSnapshot.snapshot, rows(ofSnapshot)], ['snapshot', byTeam.snapshot, ['r ada r t', 'r ben r ', 's ada s ']])
      same(refused(() => review(pack(yaml).bytes, { by: 'manager' })).code, 'no-managers')
      ok(refused(() => review(new Uint8Array(3), { by: 'team' })) instanceof LoadError && refused(() => review('{', { by: 'team', at })) instanceof SourceError)
      ok(refused(() => review(yaml, { by: 'mood' })) instanceof TypeError && refused(() => review(yaml, { by: 'team', at: 'now' })) instanceof TypeError)
    }],
    ['review: decisions go into the source, which stays as it is but for what is revoked, with evidence', () => {
      const open = JSON.parse(JSON.stringify(review(yaml, { by: 'team', at })))
      const decisions = all(open, 'keep')
      decisions[1] = { decision: 'revoke', reviewer: 'ines', comment: '=no, "he" left;\n\'really' }
      const table = reviewTable(open, decisions)
      ok(table.includes(`"'=no`) && table.includes(`"'=HYPERLINK(1)"`))
      const { files, evidence } = applyReview(yaml, table, { at })
      same(files, { 'source.yaml': yaml.replace('roles: [r], attr', 'roles: [], attr') })
      same([evidence.kept, evidence.revoked, evidence.snapshot, evidence.before, evidence.at], [2, 1, open.snapshot, open.snapshot, '2026-11-22T00:00:00Z'])
      same(evidence.decisions[1], { row: 3, user: 'ben', role: 'r', decision: 'revoke', reviewer: 'ines', comment: decisions[1].comment })
      ok(evidence.after !== evidence.before && evidence.notReviewed === undefined)
      // By nobody's name but that of all.
      same(applyReview(yaml, reviewTable(open, all(open, 'keep', { reviewer: undefined })), { at, reviewer: 'noor' }).evidence.decisions[0].reviewer, 'noor')
    }],
    ['review: what is undecided, lost, changed or about something else is refused, all of it', () => {
      const open = review(yaml, { by: 'team', at })
      const codes = (table, source = yaml) => refused(() => applyReview(source, table, { at })).problems.map(({ code }) => code)
      same(codes(reviewTable(open)), Array(3).fill(['missing-decision', 'missing-reviewer']).flat())
      const kept = reviewTable(open, all(open, 'keep'))
      same(codes(kept.split('\r\n').slice(0, -2).join('\r\n')), ['missing-row'])
      same(codes(kept.replace(',ben,', ',bea,')), ['not-held'])
      same(codes(reviewTable(open, all(open, 'perhaps'))), ['unknown-decision', 'unknown-decision', 'unknown-decision'])
      same(codes(''), ['missing-column'])
      same(codes(kept, '{'), codes(kept, '{'))
      ok(refused(() => reviewTable({ rows: 7 })) instanceof RolepackError && refused(() => reviewTable(open, [{ decision: 'keep', by: 'x' }])) instanceof RolepackError)
      for (const wrong of [[yaml, 7, { at }], [7, kept, { at }], [yaml, kept, { at: 'now' }], [yaml, kept, { at, reviewer: 7 }]]) ok(refused(() => applyReview(...wrong)) instanceof TypeError)
    }],
  ]
}

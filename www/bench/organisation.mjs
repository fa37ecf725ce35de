// The sample organisation grown to many people: a hundred plants with a level and ten teams each, forty more roles. Seeded: every run draws the same.
import { pack, unpack } from 'rolepack/author'
import { random } from '../../benches/peers/workload/random.mjs'
import { FILES, packed, USERS } from '../test/acme.mjs'

const PLANTS = 100
const TEAMS = 10
const ROLES = 40
const FIRST = ['Ada', 'Björn', 'Chioma', 'Diego', 'Elif', 'Freya', 'Goran', 'Haruto', 'Ines', 'Jürgen', 'Kofi', 'Lucía', 'Márta', 'Nils', 'Omar', 'Priya', 'Quinn', 'Rashid', 'Sigrún', 'Tomasz', 'Uma', 'Vera', 'Wei', 'Ximena', 'Yusuf', 'Zoë']
const LAST = ['Åkesson', 'Benali', 'Castillo', 'Dvořák', 'Eriksen', 'Fernández', 'García', 'Hoffmann', 'Ibrahim', 'Jónsdóttir', 'Kowalski', 'Lindqvist', 'Muñoz', 'Nakamura', 'Okonkwo', 'Petrov', 'Quispe', 'Rossi', 'Szabó', 'Tanaka', 'Ueda', 'van den Berg', 'Weiss', 'Xu', 'Yılmaz', 'Zhang']
const JOBS = ['Operator', 'Lead operator', 'Manufacturing engineer', 'Quality engineer', 'Buyer', 'Test technician', 'Toolmaker', 'Welder']

/** The source's files: `users` people beside those of the sample. Later, every fiftieth has a role less and every hundredth is in no team. */
export function source(users, isLater = false) {
  const { below, distinct } = random(20_261_122)
  const keys = unpack(packed()).document.permissions.filter(({ rights = [] }) => rights.length === 0).map(({ key }) => key)
  const of = (list) => list[below(list.length)]
  const count = (most) => below(most + 1)
  const within = () => ({ company: 'ACME', key: `site-${below(PLANTS)}` })
  const roles = Array.from({ length: ROLES }, (_, at) => ({ id: `duty-${at}`, name: `Duty ${at}`, permissions: distinct(10 + below(60), keys.length).map((key) => keys[key]) }))
  const accessLevels = Array.from({ length: PLANTS }, (_, at) => ({
    key: `site-${at}`,
    company: 'ACME',
    description: `Site ${at}`,
    locations: Array.from({ length: 6 }, (_, bay) => `SITE-${at}-BAY-${bay}`),
    equipmentItems: ['*'],
    parties: ['*'],
    tools: ['*'],
  }))
  const teams = Array.from({ length: PLANTS * TEAMS }, (_, at) => ({
    id: `crew-${at}`,
    name: `Site ${Math.floor(at / TEAMS)}, crew ${at % TEAMS}`,
    roles: distinct(1 + count(2), ROLES).map((role) => ({ role: `duty-${role}`, within: { company: 'ACME', key: `site-${Math.floor(at / TEAMS)}` } })),
  }))
  const people = Array.from({ length: users }, (_, at) => {
    const number = String(at).padStart(6, '0')
    const person = {
      id: `user${number}@acme.example`,
      name: `${of(FIRST)} ${of(LAST)}`,
      employee: `N-${number}`,
      roles: distinct(count(3), ROLES).map((role) => (below(3) ? `duty-${role}` : { role: `duty-${role}`, within: within() })),
      teams: distinct(count(2), PLANTS * TEAMS).map((team) => `crew-${team}`),
      accessLevels: [within()],
      active: below(50) !== 0,
      attributes: { title: `${of(JOBS)}, site ${below(PLANTS)}`, manager: `user${String(Math.floor(at / 12)).padStart(6, '0')}@acme.example` },
    }
    if (isLater && at % 50 === 7) person.roles.shift()
    if (isLater && at % 100 === 3) person.teams = []
    return person
  })
  return { ...FILES, 'sites.json': JSON.stringify({ roles, accessLevels, teams }), 'users.json': JSON.stringify({ users: [...USERS, ...people] }) }
}

/** Packed. */
export function snapshot(files) {
  return pack(files, { at: Date.UTC(2026, 10, 22) }).bytes
}

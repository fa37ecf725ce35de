// The sample organisation, packed and asked in Node through the same package.
import { readdirSync, readFileSync } from 'node:fs'
import { pack } from 'rolepack/author'
import { Access } from 'rolepack/full'

const FOLDER = new URL('../../examples/acme-rockets/', import.meta.url)
const NAMES = readdirSync(FOLDER).filter((name) => /\.(json|yaml)$/.test(name) && !name.includes('.expect.'))

export const FILES = Object.fromEntries(NAMES.map((name) => [name, readFileSync(new URL(name, FOLDER), 'utf8')]))
export const USERS = JSON.parse(FILES['users.json']).users

/** The organisation as it stands, or with its users changed. */
export function acme(change = (users) => users) {
  return Access.load(packed(change))
}

export function packed(change = (users) => users) {
  const users = change(structuredClone(USERS))
  return pack({ ...FILES, 'users.json': JSON.stringify({ users }) }, { at: Date.UTC(2026, 10, 22) }).bytes
}

/** What `rolepack` answers to each button. */
export function answers(access, user, actions, options) {
  return Object.fromEntries(
    actions.map((action) => {
      const [permission, right] = action.split(':')
      return [action, access.can(user, permission, { ...options, ...(right && { right }) })]
    }),
  )
}

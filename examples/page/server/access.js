import { Access } from 'rolepack/full'
import { snapshotIn } from './snapshot-in.js'

export const organization = 'acme'
export const publicKeys = [process.env.PUBLIC_KEY]
export const source = snapshotIn('.local/acme.rolepack')

let opened

/** The whole snapshot, kept fresh. It stays on the server: browsers get slices. */
export function access() {
  opened ??= Access.open(source, { organization, publicKeys }).catch((error) => {
    opened = undefined
    throw error
  })
  return opened
}

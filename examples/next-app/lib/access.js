import { Access } from 'rolepack'
import { snapshotIn } from './snapshot-in.js'

let opened

/** The whole snapshot, kept fresh. It stays on the server: browsers get slices. */
export function access() {
  opened ??= Access.open(snapshotIn('.local/acme.rolepack'), { organization: 'acme', publicKeys: [process.env.PUBLIC_KEY] }).catch((error) => {
    opened = undefined
    throw error
  })
  return opened
}

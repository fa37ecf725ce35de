// Puts the snapshot into KV, with a tag in its metadata by which workers see that they hold it already. `--local` or `--remote` says into which.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

const file = '.local/acme.rolepack'
const metadata = JSON.stringify({ etag: createHash('sha256').update(readFileSync(file)).digest('base64url') })
const { status } = spawnSync('wrangler', ['kv', 'key', 'put', 'current', '--binding', 'ACCESS', '--path', file, '--metadata', metadata, ...process.argv.slice(2)], { stdio: 'inherit' })
process.exitCode = status ?? 1

// The decision vectors, answered by the reader under WASI: `node tests/wasip1.mjs WASI.wasm ROLEPACK`, where ROLEPACK packs them natively.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { WASI } from 'node:wasi'

const [program, rolepack] = process.argv.slice(2)
const module = new WebAssembly.Module(fs.readFileSync(program))
const vectors = new URL('vectors/', import.meta.url)
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rolepack-wasip1-'))
const file = name => path.join(folder, name)

/** What the program answers to the lines, asked of the snapshot in the folder that it is let see. */
function run(lines, slice) {
  fs.writeFileSync(file('in'), lines.map(line => line + '\n').join(''))
  const [stdin, stdout, stderr] = [fs.openSync(file('in')), fs.openSync(file('out'), 'w'), fs.openSync(file('err'), 'w')]
  const args = ['wasi', '/asked/asked.rolepack', ...(slice ? ['--slice'] : [])]
  const wasi = new WASI({ version: 'preview1', args, preopens: { '/asked': folder }, stdin, stdout, stderr, returnOnExit: true })
  const status = wasi.start(new WebAssembly.Instance(module, wasi.getImportObject()))
  for (const open of [stdin, stdout, stderr]) fs.closeSync(open)
  return { status, out: fs.readFileSync(file('out'), 'utf8').split('\n').slice(0, -1), err: fs.readFileSync(file('err'), 'utf8') }
}

/** The options of `pack` for the part that a case asks. */
function part({ slice, shard }) {
  if (shard) return ['--ids', `${shard.from}..${shard.to}`]
  if (!slice) return []
  const groups = (slice.identityGroups ?? []).flatMap(({ provider, group }) => ['--identity-group', `${provider}:${group}`])
  const method = slice.accessMethod ? ['--access-method', slice.accessMethod] : []
  return ['--user', slice.user, ...groups, ...method, ...(slice.explain ? ['--explain'] : [])]
}

const object = value => Object(value) === value && !Array.isArray(value)

/** The request as a line of words; `undefined` where it is none of words, but what JSON alone can write. */
function line({ text, request, strict }) {
  if (text !== undefined || strict || !object(request)) return
  const { user, permission, right, resource = {}, identityGroups = [], accessMethod = 'login', ...rest } = request
  if (!object(resource) || !Array.isArray(identityGroups) || !identityGroups.every(object) || Object.keys(rest).length > 0) return
  const words = [user, permission, ...(right == null ? [] : ['right', right])]
  for (const [dimension, value] of Object.entries(resource)) words.push('in', dimension, value)
  for (const { provider, group, ...rest } of identityGroups) words.push('group', provider, group, ...Object.keys(rest).map(() => null))
  if (accessMethod !== 'login') words.push(accessMethod === 'slideIn' ? accessMethod : null)
  const plain = word => typeof word === 'string' && !/[\t\r\n\ud800-\udfff]/.test(word)
  if (words.every(plain)) return words.join('\t')
}

let answered = 0
try {
  for (const name of fs.readdirSync(vectors).filter(name => name.endsWith('.json'))) {
    const { source, at, sequence = 0, cases } = JSON.parse(fs.readFileSync(new URL(name, vectors), 'utf8'))
    fs.writeFileSync(file('source.json'), JSON.stringify(source))
    const parts = new Map()
    for (const one of cases) {
      const options = JSON.stringify(part(one))
      parts.set(options, [...(parts.get(options) ?? []), one])
    }
    for (const [options, cases] of parts) {
      const pack = ['pack', 'source.json', '-o', 'asked.rolepack', '--sequence', String(sequence), ...(at ? ['--at', at] : [])]
      execFileSync(rolepack, [...pack, ...JSON.parse(options)], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
      const asked = cases.filter(one => line(one) !== undefined)
      const { status, out, err } = run(asked.map(line), cases[0].slice)
      assert.equal(status, 0, `${name}: ${err}`)
      assert.equal(out.length, asked.length, `${name}: ${err}`)
      asked.forEach((one, at) => assert.deepEqual(JSON.parse(out[at]), one.decision, `${name}: ${one.name}`))
      answered += asked.length
    }
  }
  fs.copyFileSync(new URL('../examples/workshop.rolepack', import.meta.url), file('asked.rolepack'))
  assert.equal(run(['ada\tcreateRun'], false).out.length, 1)
  const refused = run([], true)
  assert.notEqual(refused.status, 0, 'a whole snapshot is taken for a slice')
  assert.ok(answered > 200, `${answered} cases`)
  console.log(`${answered} decisions`)
} finally {
  fs.rmSync(folder, { recursive: true })
}

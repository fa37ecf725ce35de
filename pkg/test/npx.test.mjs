// `npx rolepack`, from the packed package: the command line as it is natively. The tests of the native one run on it too
// (`cargo xtask test --only npx`); here is what is its own: files, pipes, names, and what it packs.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { callsItself } from '../bin/called.mjs'
import { driven, rooted, slashed } from '../bin/wasi/windows.mjs'
import { installByNpm } from './installed.mjs'
import { pack } from '../dist/author.js'

const folder = installByNpm()
const sample = fileURLToPath(new URL('../../examples/acme-rockets', import.meta.url))
const bin = join(folder, 'node_modules/.bin/rolepack')
const { npm_command: _, npm_config_user_agent: __, ...env } = process.env
const run = (args, { status = 0, ...options } = {}) => {
  const ran = spawnSync(bin, args, { cwd: folder, encoding: 'utf8', env, maxBuffer: 2 ** 28, ...options })
  assert.equal(ran.status, status, `${args.join(' ')}: ${ran.stdout}${ran.stderr}`)
  return ran
}
const shell = (script) => execFileSync('sh', ['-c', script], { cwd: folder, encoding: 'utf8', env: { ...env, rolepack: bin }, stdio: ['ignore', 'pipe', 'ignore'] })
const files = Object.fromEntries(readdirSync(sample).map((name) => [name, readFileSync(join(sample, name), 'utf8')]))
const packed = Buffer.from(pack(files, { at: new Date('2026-11-22') }).bytes)
const refused = ['check', 'acme.rolepack', 'nobody', 'updateRun']

test('the sample is packed to the same bytes', () => {
  const { stderr } = run(['pack', sample, '--at', '2026-11-22', '-o', 'acme.rolepack'])
  assert.match(stderr, /^note: wrote `acme\.rolepack`: [\d,]+ bytes, 60 users, sequence 0/)
  assert.deepEqual(readFileSync(join(folder, 'acme.rolepack')), packed)
})

test('it is on standard output without a word of anything else', () => {
  const { stdout, stderr } = run(['pack', sample, '--at', '2026-11-22', '-o', '-'], { encoding: 'buffer' })
  assert.deepEqual(stdout, packed)
  assert.match(stderr.toString(), /^note: wrote to standard output: [^\n]*\n$/)
})

test('answers, statuses and suggestions', () => {
  assert.match(run(['--version']).stdout, /^rolepack \d+\.\d+\.\d+\n$/)
  assert.deepEqual(run(refused, { status: 2 }).stdout, 'denied: no user `nobody` (unknown-user)\n')
  assert.match(run(['check', 'acme.rolepack', 'nobody', 'updateRum'], { status: 2 }).stderr, /did you mean `updateRun`\?/)
  assert.match(run(['check', 'none.rolepack', 'nobody', 'updateRun'], { status: 1 }).stderr, /^error: cannot read `none\.rolepack`: No such file/)
  run(['chekc'], { status: 3 })
})

test('paths: in the folder, above it, from the root, by a link, of bytes that are no text', () => {
  mkdirSync(join(folder, 'below/deeper'), { recursive: true })
  symlinkSync(join(folder, 'acme.rolepack'), join(folder, 'below/linked.rolepack'))
  for (const [cwd, path] of [['.', 'acme.rolepack'], ['below', '../acme.rolepack'], ['below/deeper', './../../acme.rolepack'], ['below', 'linked.rolepack'], ['/', join(folder, 'acme.rolepack')]]) {
    assert.match(run(['inspect', path], { cwd: cwd === '/' ? '/' : join(folder, cwd) }).stdout, /^organization +acme-rockets|^organization +acme/)
  }
  if (process.platform === 'linux') assert.match(shell('mkdir odd && cp acme.rolepack "$(printf odd/\\\\377.rolepack)" && cd odd && for file in *; do cp "$file" x; "$rolepack" inspect x; done'), /^organization/)
})

test('pipes, by `-` and by name', { skip: process.platform === 'win32' }, () => {
  const input = '{"user":"nobody","permission":"updateRun"}\n'.repeat(3000)
  assert.equal(run(['check', 'acme.rolepack', '--requests', '-'], { input }).stdout.match(/unknown-user/g).length, 3000)
  assert.match(shell('cat acme.rolepack | "$rolepack" inspect /dev/stdin'), /^organization/)
  assert.match(shell('mkfifo pipe; cat acme.rolepack > pipe & "$rolepack" inspect pipe'), /^organization/)
  // Whoever reads a line and goes is no failure, and neither is one who takes time.
  assert.equal(shell('{ "$rolepack" unpack acme.rolepack; echo "status $?" >&3; } 3>ended | head -n 1; cat ended'), '{\nstatus 0\n')
  assert.equal(shell('"$rolepack" unpack acme.rolepack | { sleep 1; wc -c; }').trim(), String(run(['unpack', 'acme.rolepack'], { encoding: 'buffer' }).stdout.length))
})

test('a file is replaced whole, behind a link, and keeps its permissions; a private key is its owner\'s alone', { skip: process.platform === 'win32' }, () => {
  mkdirSync(join(folder, 'out'))
  writeFileSync(join(folder, 'out/real.rolepack'), 'before')
  chmodSync(join(folder, 'out/real.rolepack'), 0o640)
  symlinkSync('real.rolepack', join(folder, 'out/link.rolepack'))
  run(['pack', sample, '--at', '2026-11-22', '-o', 'out/link.rolepack'])
  assert.deepEqual(readFileSync(join(folder, 'out/real.rolepack')), packed)
  assert.equal(statSync(join(folder, 'out/real.rolepack')).mode & 0o777, 0o640)
  const mode = (name) => statSync(join(folder, name)).mode & 0o777
  run(['keygen', '-o', 'private.key'])
  assert.deepEqual([mode('acme.rolepack'), mode('private.key')], [0o666 & ~process.umask(), 0o600])
  assert.deepEqual(readdirSync(join(folder, 'out')).sort(), ['link.rolepack', 'real.rolepack'])
})

test('a source that leads out of its folder is refused, and nothing is written', { skip: process.platform === 'win32' }, () => {
  cpSync(sample, join(folder, 'source'), { recursive: true })
  symlinkSync('/etc/hosts', join(folder, 'source/more.yaml'))
  assert.match(run(['pack', 'source', '-o', 'never.rolepack'], { status: 3 }).stderr, /it leads out of the source's directory/)
  assert.ok(!readdirSync(folder).includes('never.rolepack'))
})

test('colours where they are asked for; with a terminal, to its width', () => {
  const told = (more) => run(refused, { status: 2, env: { ...env, ...more } }).stdout
  assert.deepEqual([told({}), told({ CLICOLOR_FORCE: '1' }).includes('\x1b'), told({ CLICOLOR_FORCE: '1', NO_COLOR: '1' }).includes('\x1b')], ['denied: no user `nobody` (unknown-user)\n', true, false])
  if (process.platform !== 'linux') return
  const shown = (columns) => shell(`script -qec "stty cols ${columns}; $rolepack pack --help" /dev/null`)
  assert.ok(shown(60).includes('\x1b['), 'a terminal has colours')
  const widest = (text) => Math.max(...text.replace(/\x1b\[[\d;]*m/g, '').split(/\r?\n/).map(({ length }) => length))
  assert.ok(widest(shown(100)) > widest(shown(90)))
})

test('what it tells to type is what was typed', () => {
  const npx = JSON.parse(JSON.stringify(env))
  const { stdout } = spawnSync('npx', ['--no-install', 'rolepack', 'init', 'begun'], { cwd: folder, encoding: 'utf8', env: npx })
  assert.match(stdout, /^ {2}npx rolepack pack begun -o ada\.rolepack --user ada@acme\.example$/m)
  assert.match(run(['pack', '--help'], { env: { ...env, npm_command: 'exec' } }).stdout, /^ {2}npx rolepack pack acme\/ -o acme\.rolepack$/m)
  assert.match(run(['pack', '--help']).stdout, /^ {2}rolepack pack acme\/ -o acme\.rolepack$/m)
  const by = (agent) => callsItself({ npm_command: 'exec', npm_config_user_agent: agent })
  assert.deepEqual(['npm/11.0.0 node/v24', 'pnpm/10.1.0 npm/?', 'yarn/1.22.0', 'bun/1.4.5', undefined].map(by), ['npx rolepack', 'pnpm exec rolepack', 'yarn rolepack', 'bunx rolepack', 'npx rolepack'])
})

test('paths of Windows', () => {
  assert.deepEqual([rooted('C:\\work\\x'), rooted('/work/x')], ['/C:/work/x', '/work/x'])
  assert.deepEqual(['/C:/work/x', '/C:/work/D:/y', '/C:', 'x/y'].map(driven), ['C:/work/x', 'D:/y', 'C:', 'x/y'])
  const there = (path) => path === 'acme'
  const given = ['C:\\a\\b', '.\\a', '..\\a\\b', 'acme\\b.yaml', '--output=C:\\a', 'DOMAIN\\ada', 'okta:a\\b', '-o', 'a/b']
  assert.deepEqual(given.map((path) => slashed(path, there)), ['C:/a/b', './a', '../a/b', 'acme/b.yaml', '--output=C:/a', 'DOMAIN\\ada', 'okta:a\\b', '-o', 'a/b'])
})

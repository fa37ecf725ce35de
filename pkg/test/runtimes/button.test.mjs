// From an empty folder to a gated button, by the commands and with the page that the READMEs print.
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { chromium } from 'playwright-core'
import { fresh, tool } from './fresh.mjs'
import { quiet } from './program.mjs'

const texts = ['../../../README.md', '../../README.md'].map((path) => readFileSync(new URL(path, import.meta.url), 'utf8'))
const section = (text) => text.slice(text.indexOf('## A gated button in five commands'))
const commandsOf = (text) => /```sh\n(.*?)```/s.exec(section(text))[1].trim().split('\n').map((line) => line.replace(/\s+#.*/, ''))
const pageOf = (text) => /```html.*?\n(.*?)```/s.exec(section(text))[1]
const [commands, page] = [commandsOf(texts[0]), pageOf(texts[0])]

const folder = mkdtempSync(join(tmpdir(), 'rolepack-button-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const env = { ...quiet({}), npm_config_audit: 'false', npm_config_fund: 'false', npm_config_offline: 'true', npm_config_update_notifier: 'false' }
const run = (command) => execFileSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'pipe'] })
let printed = ''

test('both READMEs print the same', () => {
  assert.deepEqual([commandsOf(texts[1]), pageOf(texts[1])], [commands, page])
  assert.equal(commands.length, 5)
})

test('the commands run', () => {
  for (const command of commands.slice(0, 4)) {
    const installs = /^npm install rolepack vite$/.test(command)
    // The tarball stands for the registry, and Vite is the one that is here.
    const said = run(installs ? `npm install ${join(fresh(), readdirSync(fresh()).find((name) => name.endsWith('.tgz')))}` : command)
    if (command === 'npx rolepack init') printed = said
    if (!installs) continue
    symlinkSync(tool('vite'), join(folder, 'node_modules/vite'))
    symlinkSync('../vite/bin/vite.js', join(folder, 'node_modules/.bin/vite'))
  }
})

test('the page holds the lines that were printed to be pasted', () => {
  const lines = printed.trimEnd().split('\n').slice(-3).map((line) => line.trim())
  assert.deepEqual(page.split('\n').map((line) => line.trim()).filter((line) => lines.includes(line)), lines)
  assert.ok(printed.includes(`\n  ${commands[3]}\n`), printed)
})

test('the button is lit for what Ada may, and grey for what she may not', async () => {
  // Said by a script of its own: modules run one after the other.
  const telling = '<script type="module">globalThis.settled = true</script>\n'
  writeFileSync(join(folder, 'index.html'), page + telling)
  writeFileSync(join(folder, 'other.html'), page.replace("'createRun'", "'closeRun'") + telling)
  const server = spawn('sh', ['-c', commands[4]], { cwd: folder, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  after(() => process.kill(-server.pid))
  const address = await new Promise((resolve, reject) => {
    let said = ''
    const look = (text) => {
      said += text
      const [found] = /http:\/\/localhost:\d+\//.exec(said.replace(/\x1b\[\d+m/g, '')) ?? []
      if (found) resolve(found)
    }
    server.stdout.on('data', look)
    server.stderr.on('data', look)
    server.once('exit', () => reject(new Error(said)))
  })
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
  after(() => browser.close())
  const becomes = async (name, grey) => {
    const tab = await browser.newPage()
    await tab.goto(address + name, { waitUntil: 'commit' })
    // Vite may load a page once more when it has found what the page imports: then all of it begins again.
    await tab.waitForFunction((grey) => globalThis.settled && document.querySelector('button').disabled === grey, grey, { timeout: 120_000 })
  }
  // The lit one first, after which no page is loaded twice: a button that is not asked about yet is grey.
  await becomes('', false)
  await becomes('other.html', true)
})

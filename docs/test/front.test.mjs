// What stands at the repository's front: its links lead somewhere, its numbers are the measured ones, its picture is small.
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { front } from '../../benches/peers/report/front.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (path) => readFileSync(join(root, path), 'utf8')

test('the links lead to files that are there', () => {
  for (const page of ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'ARCHITECTURE.md', 'docs/README.md', 'benches/README.md']) {
    const prose = read(page).replace(/^```.*?^```$/gms, '')
    const links = [...prose.matchAll(/(?:\]\(|srcset="|src=")([^)"#\s]+)/g)].map(([, link]) => link).filter((link) => !link.includes(':'))
    assert.deepEqual(links.filter((link) => !existsSync(join(root, dirname(page), link))), [], page)
  }
})

test('README’s table is that of the last comparison', () => {
  const table = front(JSON.parse(read('benches/peers/results.json')))
  assert.ok(read('README.md').includes(`\n\n${table}\n\n`), 'run `npm run report` in benches/peers, and commit README.md')
})

test('the picture is light and dark, and at most 60 KB', () => {
  for (const theme of ['light', 'dark']) assert.ok(statSync(join(root, `docs/public/shop-floor-${theme}.png`)).size <= 60 * 1024)
})

test('what an example takes from here is installed as a copy, which finds its own packages', () => {
  const examples = readdirSync(join(root, 'examples')).filter((name) => existsSync(join(root, 'examples', name, 'package.json')))
  const linked = examples.filter((name) => read(`examples/${name}/package.json`).includes('"file:'))
  assert.ok(linked.length > 0)
  for (const name of linked) assert.match(read(`examples/${name}/.npmrc`), /^install-links=true$/m, name)
})

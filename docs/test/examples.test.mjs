// Every example of the documentation runs, and gives what the page says it gives.
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { agrees, blocks, commands } from './blocks.mjs'
import { run } from './run.mjs'

const folder = fileURLToPath(new URL('..', import.meta.url))
const pages = readdirSync(folder, { recursive: true })
  .filter((path) => path.endsWith('.md') && !/^(node_modules|dist|README\.md)/.test(path))
  .map((path) => `docs/${path}`)

describe('pages', { concurrency: 2 }, () => {
  for (const path of ['README.md', ...pages.sort()]) {
    test(path, async (context) => context.diagnostic(`${await run(path)} blocks run`))
  }
})

test('a block says what is done with it', () => {
  const page = '# x\n\n```yaml [a/b.yaml]\nx: 1\n```\n\n```sh\nrm -rf\n```\n<!--\n```js\n1\n```\n-->\n```js shown\n2\n```\n'
  assert.deepEqual(
    blocks(page).map(({ language, name, shown, line }) => [language, name, shown, line]),
    [['yaml', 'a/b.yaml', false, 3], ['sh', undefined, true, 7], ['js', undefined, false, 11], ['js', undefined, true, 15]],
  )
  assert.deepEqual(commands('$ a\nb\n$ c\n'), [{ command: 'a', printed: ['b'] }, { command: 'c', printed: [] }])
})

test('what is printed is compared to the letter, but for an ellipsis', () => {
  assert.ok(agrees('a\nb\n', ['a', 'b']))
  assert.ok(agrees('a 12 bytes\nx\ny\nb\n', ['a … bytes', '…', 'b']))
  assert.ok(agrees('', []))
  assert.ok(!agrees('a\nb\n', ['a']))
  assert.ok(!agrees('axb\n', ['a.b']))
})

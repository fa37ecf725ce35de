// What can be opened, and what is said where it cannot.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { FILES } from './acme.mjs'
import { apart, clean, fits, give, leave, open, settled, sound, stage, visit } from './stage.mjs'
import { POLICY, serve } from './server.mjs'

const on = stage()
const golden = (name) => readFileSync(new URL(`../../tests/golden/${name}`, import.meta.url))
const WHOLE = golden('acme.v1.rolepack')
/** The public key of tests/golden, as `rolepack keygen` prints one. */
const KEY = Buffer.from('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a', 'hex').toString('base64url')

const file = (name, text) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })

const changed = (at, byte) => {
  const bytes = Buffer.from(WHOLE)
  bytes[at] = byte
  return bytes
}

const REFUSED = [
  ['cut off', 'acme.rolepack', WHOLE.subarray(0, 60), /The file is cut off.*truncated.*fetch it again/s],
  ['damaged', 'acme.rolepack', changed(200, 0xff), /The file is damaged.*checksum.*fetch it again/s],
  ['of another format version', 'acme.rolepack', changed(8, 9), /Another format version.*unsupported-version/s],
  ['a slice', 'acme.slice.rolepack', golden('acme.v1.slice.rolepack'), /This is a slice, for one user.*open the whole snapshot/s],
  ['no text', 'acme.rolepack', Buffer.from([0xff, 0xfe, 0, 1, 2]), /neither a snapshot nor a text.*not-text/s],
  ['a source with problems', 'acme.json', Buffer.from('{ "organization": { "id": "acme" },\n  "users": [{ "id": "ada", "roles": ["nobody"] }] }'), /This source does not pack.*nobody.*acme\.json:2:\d+/s],
  ['a folder with something else in it', '', [file('org.yaml', 'organization: { id: two }'), file('roles.txt', 'admin')], /This source does not pack.*roles\.txt/s],
  ['a document of another kind', 'notes.txt', Buffer.from('Dear all,\n\nplease find attached'), /neither a snapshot nor a source.*string\s*notes\.txt:1:1/s],
]

test('what is refused says why and how to mend it', async () => {
  await open(on, '#/snapshot', async (page) => {
    for (const [kind, name, bytes, said] of REFUSED) {
      await give(page, name, bytes)
      const alert = page.getByRole('alert')
      await alert.waitFor()
      assert.match(await alert.textContent(), said, kind)
      await (kind === 'cut off' || kind.startsWith('a source') ? sound : fits)(page, kind)
      await page.getByRole('button', { name: 'Back to what was open' }).click()
      await page.locator('main:focus .view').waitFor()
      assert.match(await page.locator('.masthead .where').textContent(), /Acme Rockets the sample/)
    }
  })
})

test('a snapshot, a source in one file, one in several and one in a folder are opened', async () => {
  await open(on, '#/snapshot', async (page) => {
    await give(page, 'acme.rolepack', WHOLE)
    await page.locator('.masthead .where', { hasText: 'acme.rolepack' }).waitFor()
    assert.match(await page.locator('.facts-part').textContent(), /not looked at: no key is set/)

    await give(page, 'small.yaml', Buffer.from('organization: { id: small, name: Small }\nusers:\n  - { id: ada, name: Ada, attributes: { title: Analyst } }\n'))
    await page.locator('.masthead .where', { hasText: 'Small small.yaml' }).waitFor()
    assert.match(await page.locator('.facts-part').textContent(), /1 person, 0 roles/)
    await visit(page, '#/person?q=analyst')
    await page.locator('.table', { hasText: 'Analyst' }).waitFor()

    await give(page, '', [file('org.yaml', 'organization: { id: two, name: Two }'), file('users.csv', 'id,name\nada,Ada\nbob,Bob\n'), file('README.md', '# skipped')])
    await page.locator('.masthead .where', { hasText: 'Two 2 files' }).waitFor()
    assert.match(await page.locator('.facts-part').textContent(), /2 people/)

    // Of a folder, what is no part of its source is left out.
    await visit(page, '#/snapshot')
    await page.getByLabel('pick a folder').setInputFiles(fileURLToPath(new URL('../../examples/acme-rockets', import.meta.url)))
    await page.locator('.masthead .where', { hasText: `Acme Rockets ${Object.keys(FILES).length} files` }).waitFor()
    assert.match(await page.locator('.facts-part').textContent(), /60 people/)
  })
})

test('an address beside the page is opened, by link or by hand, and no other', async () => {
  await open(on, '?open=acme-rockets.rolepack#/snapshot', async (page) => {
    assert.match(await page.locator('.masthead .where').textContent(), /acme-rockets\.rolepack/)
    for (const [address, said] of [['https://other.example/a.rolepack', /another origin.*other-origin/s], ['nowhere.rolepack', /cannot be opened.*answered 404/s]]) {
      await page.getByLabel('an address beside this page').fill(address)
      await page.getByRole('button', { name: 'Open', exact: true }).click()
      const alert = page.getByRole('alert')
      await alert.waitFor()
      assert.match(await alert.textContent(), said)
      await page.getByRole('button', { name: 'Back to what was open' }).click()
    }
  }, { expected: /404/ })
})

test('with a key set nothing is opened but what it signed', async () => {
  await open(on, '#/snapshot', async (page) => {
    await page.getByLabel(/^Public keys/).fill(KEY)
    await give(page, 'acme.rolepack', WHOLE)
    const alert = page.getByRole('alert')
    await alert.waitFor()
    assert.match(await alert.textContent(), /Not signed, and a key is set.*unsigned/s)
    await clean(page, 'unsigned')
    await page.getByRole('button', { name: 'Back to what was open' }).click()

    await give(page, 'signed.rolepack', golden('acme.v1.signed.rolepack'))
    await page.locator('.masthead .where', { hasText: 'signed.rolepack' }).waitFor()
    assert.match(await page.locator('.facts-part').textContent(), /of a key that is set here/)

    const forged = Buffer.from(golden('acme.v1.signed.rolepack'))
    forged[30] ^= 1
    await give(page, 'forged.rolepack', forged)
    await alert.waitFor()
    assert.match(await alert.textContent(), /damaged|signature is wrong/)
  })
})

test('what has to be known of a snapshot stands above every view', async () => {
  await open(on, '?open=acme-rockets.rolepack#/person', async (page) => {
    // The sample's next change, 1 December 2026, has come or has not.
    const due = Date.now() >= Date.UTC(2026, 11, 1)
    assert.equal(await page.locator('.banner', { hasText: 'by now the answers are others' }).count(), due ? 1 : 0)
    await give(page, 'part.rolepack', golden('acme.v1.shard.rolepack'))
    await page.locator('.banner', { hasText: 'This is a shard' }).waitFor()
    await page.clock.setFixedTime(new Date('2099-01-01'))
    await give(page, 'signed.rolepack', golden('acme.v1.signed.rolepack'))
    await page.locator('.banner', { hasText: 'This snapshot expired on' }).waitFor()
    await clean(page, 'expired')
    // The address opens it again by itself; a file it does not.
    await page.goto(on.server.url + '#/person')
    await page.locator('.banner', { hasText: 'signed.rolepack was open here' }).waitFor()
  })
  // The clock stays as it was set.
  await leave(on)
})

test('files are dropped anywhere', async () => {
  await open(on, '#/why', async (page) => {
    const data = await page.evaluateHandle((bytes) => {
      const data = new DataTransfer()
      data.items.add(new File([new Uint8Array(bytes)], 'dropped.rolepack'))
      return data
    }, [...WHOLE])
    await page.dispatchEvent('body', 'dragover', { dataTransfer: data })
    await page.locator('.drop-here').waitFor()
    await page.dispatchEvent('body', 'drop', { dataTransfer: data })
    await page.locator('.masthead .where', { hasText: 'dropped.rolepack' }).waitFor()
    assert.equal(await page.locator('.drop-here').count(), 0)

    // A folder, as a desktop hands it over, of more files than are told at once.
    const folder = mkdtempSync(join(tmpdir(), 'rolepack-dropped-'))
    try {
      mkdirSync(join(folder, '.git'))
      for (const [name, text] of Object.entries({ 'org.yaml': 'organization: { id: three, name: Three }\n', 'README.md': '# skipped', '.git/config.yaml': 'no: source' })) writeFileSync(join(folder, name), text)
      for (let at = 0; at < 120; at++) writeFileSync(join(folder, `${at}.yaml`), `users: [{ id: u${at} }]\n`)
      const debug = await page.context().newCDPSession(page)
      for (const type of ['dragEnter', 'dragOver', 'drop']) await debug.send('Input.dispatchDragEvent', { type, x: 600, y: 400, data: { items: [], files: [folder], dragOperationsMask: 1 } })
      await page.locator('.masthead .where', { hasText: 'Three 121 files' }).waitFor()
      await visit(page, '#/snapshot')
      assert.match(await page.locator('.facts-part').textContent(), /120 people/)
      assert.equal(await page.locator('.drop-here').count(), 0)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

test('where a file of the build cannot be fetched, the page says what to do', async () => {
  await apart(on, async (page) => {
    await page.route('**/person-*.js', () => {})
    await page.goto(on.server.url)
    await page.getByRole('status').filter({ hasText: 'Fetching the view “People”.' }).waitFor()
    await page.unrouteAll()
    await page.route('**/person-*.js', (route) => route.abort())
    await page.reload()
    await settled(page)
    assert.match(await page.getByRole('alert').textContent(), /could not be loaded.*serve the whole build/s)
  })
})

test('where WebAssembly may not run, the page says so and decides nothing', async () => {
  const server = await serve(POLICY.replace(" 'wasm-unsafe-eval'", ''))
  try {
    await apart(on, async (page) => {
      await page.goto(server.url)
      await settled(page)
      assert.match(await page.getByRole('alert').textContent(), /cannot decide here.*no-webassembly.*wasm-unsafe-eval/s)
      assert.equal(await page.locator('.view').count(), 0)
    })
  } finally {
    await server.close()
  }
})

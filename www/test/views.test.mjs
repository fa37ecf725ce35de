// Every view, for everyone: in both themes and at both widths.
import { test } from 'node:test'
import { look, sound, stage, visit } from './stage.mjs'

const on = stage()

const VIEWS = [
  '#/person',
  '#/person?q=nobody+at+all',
  '#/person?team=line-1',
  '#/person/ada%40acme.example',
  '#/person/ada%40acme.example?all=1&q=purchas',
  '#/person/rashid%40acme.example?tab=holding&group=okta%3AMES-Supply-Chain&method=slideIn',
  '#/person/diego%40acme.example?tab=what-if&give=lead-operator%40ACME%2Fplant-b&leave=line-1',
  '#/person/omar%40acme.example',
  '#/person/stranger%40elsewhere.example',
  '#/permission',
  '#/permission/updateRunStep?at.location=A',
  '#/permission/acme%2FtoolCalibration?right=modify',
  '#/permission/noSuchThing',
  '#/why',
  '#/why?person=diego%40acme.example&permission=updateRunStep&at.location=B-BAY-1',
  '#/why?person=ada%40acme.example&permission=createIssue',
  '#/snapshot',
]

test('axe-core finds nothing in any view, and nothing stands out of it', async () => {
  await look(on, VIEWS[0], async (page) => {
    for (const hash of VIEWS) {
      await visit(page, hash)
      if (hash.includes('give=')) await page.locator('.diff').first().waitFor()
      await sound(page, hash)
    }
  })
})

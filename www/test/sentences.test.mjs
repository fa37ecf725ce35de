// Under every grey button one sentence: why not, and which role would.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FLOOR, buttons, pick, stand, tick } from './floor.mjs'
import { look, stage } from './stage.mjs'

const on = stage()

const CASES = [
  ['diego@acme.example', 'a', 'updateRunStep', 'Operator through the team Line 1, injectors, within plant-a.'],
  ['diego@acme.example', 'a', 'updateRun', 'Not granted: the role Lead Operator would.'],
  ['diego@acme.example', 'a', 'createRedlineApproval', 'Not granted: the role Lead Operator, Manufacturing Engineer or Quality Engineer would.'],
  ['diego@acme.example', 'a', 'acme/shiftHandover:add', 'Held as Shop-floor kiosk, which does not count with one’s own login: no role would.'],
  [
    'diego@acme.example',
    'b-bay-1',
    'updateRunStep',
    'Held, but not in bay 1 of Plant B: Operator within plant-a counts there only; the role Operator or 4 others would, within a level of this place.',
  ],
  ['nils@acme.example', 'anywhere', 'updateRun', 'Held, but Lead Operator within annex covers nothing at present; the role Lead Operator would, within a level in use.'],
  ['sigrun@acme.example', 'b-dock', 'createPurchaseOrder', 'Held, but not at the dock of Plant B: Buyer / Planner within one’s own levels counts there only; the role Buyer / Planner would, within a level of this place.'],
  ['omar@acme.example', 'a', 'createProcedure', 'Omar Benali is inactive, and no role counts until that changes; then the role Manufacturing Engineer would.'],
  ['iris@kestrel.example', 'kestrel', 'updateRun', 'iris@kestrel.example is not in the source, and no group presented is mapped: the role Lead Operator would.'],
  ['ravi@acme.example', 'kestrel', 'updateRunStep', 'Operator held directly, within KESTREL/plant-c.'],
]

test('every reason has its sentence', async () => {
  await look(on, FLOOR, async (page) => {
    for (const [person, place, action, sentence] of CASES) {
      await stand(page, person, place)
      const { why } = (await buttons(page))[action]
      assert.equal(why, sentence, `${person} at ${place}`)
    }
  })
})

test('somebody whom the source does not know is asked about by id, and gets what the groups bring', async () => {
  await look(on, FLOOR, async (page) => {
    await pick(page, 'iris@kestrel.example')
    await page.selectOption('#place', 'kestrel')
    await tick(page, 'group', 'entra:Kestrel-Test-Crew')
    assert.deepEqual((await buttons(page)).updateRunStep, {
      allowed: true,
      grey: false,
      why: 'Operator through the group Kestrel-Test-Crew, within KESTREL/plant-c.',
    })
  })
})

// @vitest-environment jsdom
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { AccessProvider } from 'rolepack/react'
import { fakeUser } from 'rolepack/testing'
import { afterEach, expect, test, vi } from 'vitest'
import { Action } from './action.jsx'
import { STATIONS } from './floor.js'

globalThis.IS_REACT_ACT_ENVIRONMENT = true
const [line] = STATIONS
let root

/** A station's button, for a user who may what is listed; without a list nothing is known yet. */
async function shown(name, allow, say = () => {}) {
  const place = document.body.appendChild(document.createElement('div'))
  root = createRoot(place)
  await act(() => root.render(<AccessProvider user={allow && fakeUser({ allow })}><Action station={line} name={name} say={say} /></AccessProvider>))
  const button = place.querySelector('button')
  return { button, lit: button.getAttribute('aria-disabled') === 'false', why: place.querySelector('small')?.textContent, press: () => act(() => button.click()) }
}

afterEach(async () => {
  await act(() => root.unmount())
  vi.unstubAllGlobals()
})

test('it is lit for who may do that at this station, and sends what it says', async () => {
  const fetch = vi.fn(async () => Response.json({ done: 'recorded' }))
  vi.stubGlobal('fetch', fetch)
  const say = vi.fn()
  const { lit, why, press } = await shown('record', [{ permission: 'updateRunStep', resource: line.resource }], say)
  expect([lit, why]).toEqual([true, undefined])
  await press()
  expect(fetch).toHaveBeenCalledWith('/stations/line-1/record', { method: 'POST' })
  expect(say).toHaveBeenCalledWith('recorded')
})

test('it is grey for everybody else, says why, and sends nothing', async () => {
  const fetch = vi.fn()
  vi.stubGlobal('fetch', fetch)
  const elsewhere = await shown('record', [{ permission: 'updateRunStep', resource: { location: 'Z' } }])
  expect([elsewhere.lit, elsewhere.why]).toEqual([false, 'Not here: your roles reach elsewhere.'])
  await elsewhere.press()
  const without = await shown('handover', ['updateRunStep'])
  expect([without.lit, without.why]).toEqual([false, 'None of your roles has this.'])
  expect(without.button.getAttribute('aria-describedby')).toBe(document.querySelectorAll('small')[1].id)
  expect(fetch).not.toHaveBeenCalled()
})

test('before anything is known it is neither', async () => {
  const { lit, why } = await shown('record')
  expect([lit, why]).toEqual([false, 'One moment …'])
})

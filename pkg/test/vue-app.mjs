// What the tests of `rolepack/vue` in Chromium show there, and to whom.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { installWith } from './installed-with.mjs'
import { pagesWith } from './page.mjs'
import { organization } from './suite/organization.mjs'

const folder = installWith(['vue', '@vue'])
const app = `
import { createSSRApp, defineAsyncComponent, defineComponent, h } from 'vue'
import { AccessProvider, Can, rolepack, useCan, useUser } from 'rolepack/vue'
export const counts = {}
export const Told = defineComponent({
  props: ['permission', 'of'],
  setup(props) {
    const { allowed, pending } = useCan(() => props.permission, () => props.of ?? {})
    return () => {
      counts[props.permission] = (counts[props.permission] ?? 0) + 1
      const shown = pending.value ? 'wait' : allowed.value ? 'yes' : 'no'
      return h('p', { id: props.permission, title: shown }, shown)
    }
  },
})
const shown = (tag, text) => () => h(tag, text)
export const content = () => [
  h(Told, { permission: 'createRun' }), h(Told, { permission: 'closeRun' }), h(Told, { permission: 'tax', of: { right: 'add', resource: { location: 'A' } } }),
  h(Can, { permission: 'closeRun', resource: { location: 'B' } }, { default: shown('b', 'yes'), pending: shown('i', 'wait'), fallback: shown('i', 'no') }),
]
// Taken over once that is loaded, as parts of pages are.
const Late = defineAsyncComponent(async () => {
  await globalThis.loading
  return {
    setup() {
      const [user, { allowed }] = [useUser(), useCan('closeRun')]
      return () => (globalThis.seen?.push(user.value.can('closeRun') + ' ' + allowed.value), h('p', allowed.value ? 'yes' : 'no'))
    },
  }
})
export function appWith(props, way) {
  if (way === 'plugin') return createSSRApp({ render: content }).use(rolepack, props)
  return createSSRApp({ render: () => h(AccessProvider, props, way === 'late' ? () => h(Late) : content) })
}
`
writeFileSync(join(folder, 'app.mjs'), app)
writeFileSync(join(folder, 'server.mjs'), "export * from './app.mjs'\nexport { renderToString } from '@vue/server-renderer'\nexport { pack } from 'rolepack/author'\nexport { Access } from 'rolepack/full'\n")
export const { appWith, renderToString, pack, Access } = await import(pathToFileURL(join(folder, 'server.mjs')))
export const open = await pagesWith(folder, `
export * from './app.mjs'
export * as vue from 'vue'
export { Access } from 'rolepack'
export { fromBytes } from 'rolepack/live'
export { AccessProvider, Can, rolepack, useCan, useUser, useAccess } from 'rolepack/vue'
`)

export const sliceOf = (user, change = {}, options = {}) => {
  const whole = Access.load(pack({ ...organization, ...change }, options).bytes)
  return Access.load(whole.slice(user), { slice: true }).serialize()
}
export const ada = sliceOf('ada', {}, { sequence: 1 })
// As before, but that nobody leads.
export const later = sliceOf('ada', { teams: [{ id: 'line-1', roles: [] }] }, { sequence: 2 })
export const noor = sliceOf('noor', {}, { sequence: 2 })

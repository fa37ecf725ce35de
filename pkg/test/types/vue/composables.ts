// Permissions in Vue's composables and render functions. A line that must not compile says why.
import { Access } from 'rolepack'
import { Access as Plain } from 'rolepack/js'
import { AccessProvider, Can, rolepack, useAccess, useCan, useUser, type AnswerRefs } from 'rolepack/vue'
import { fakeUser } from 'rolepack/testing'
import { computed, createApp, defineComponent, h, ref, shallowRef } from 'vue'

declare const access: Access
declare const plain: Plain
declare const bytes: Promise<Uint8Array>
const handle = access.permission('createRun')
const at = ref('A')

export const Page = defineComponent({
  components: { AccessProvider, Can },
  setup() {
    const { allowed, pending, reason }: AnswerRefs = useCan('createRun', { resource: { location: 'A', owner: 'ada' } })
    useCan('purchasing/taxScheduleMap', { right: 'add' })
    useCan(handle)
    useCan(() => 'createRun' as const, () => ({ resource: { location: at.value } }))
    useCan(() => (at.value === 'A' ? 'createRun' : "it's"))
    useCan(computed(() => 'createRun' as const), computed(() => ({ resource: { location: at.value } })))
    useCan('purchasing/taxScheduleMap', () => ({ right: 'add' }))
    useCan('purchasing/taxScheduleMap', shallowRef({ right: 'add' as const }))
    useUser().value.can('purchasing/taxScheduleMap', { right: 'list' })
    useUser().value.canAny('createRun', "it's")
    useAccess().value?.user().can('createRun')
    // @ts-expect-error there is no such permission
    useCan('craeteRun')
    // @ts-expect-error there is no such permission
    useCan(() => 'craeteRun')
    // @ts-expect-error there is no such permission
    useCan(ref('craeteRun'))
    // @ts-expect-error the right is missing
    useCan('purchasing/taxScheduleMap')
    // @ts-expect-error there is no such right
    useCan('purchasing/taxScheduleMap', { right: 'delete' })
    // @ts-expect-error there is no such right
    useCan('purchasing/taxScheduleMap', () => ({ right: 'delete' }))
    // @ts-expect-error there is no such dimension
    useCan('createRun', { resource: { plant: 'A' } })
    // @ts-expect-error a place that is not known yet is denied
    useCan('createRun', () => undefined)
    // @ts-expect-error refs stand around the options and not within
    useCan('createRun', { resource: { location: at } })
    // @ts-expect-error there is no such permission
    useUser().value.can('craeteRun')
    // @ts-expect-error it tells, and takes nothing
    allowed.value = true
    return () => [
      h(Can, { permission: 'createRun' }, { default: () => `yes ${allowed.value && !pending.value && reason.value}` }),
      h(Can, { permission: 'purchasing/taxScheduleMap', right: 'add', resource: { location: 'A' } }),
      h(Can, { permission: handle, key: 7 }),
      // @ts-expect-error there is no such permission
      h(Can, { permission: 'craeteRun' }),
      // @ts-expect-error there is no such right
      h(Can, { permission: 'purchasing/taxScheduleMap', right: 'delete' }),
      // @ts-expect-error there is no such dimension
      h(Can, { permission: 'createRun', resource: { plant: 'A' } }),
    ]
  },
})

export const providers = () => [
  h(AccessProvider, { access, user: 'ada', identityGroups: { okta: ['Ops'] }, accessMethod: 'slideIn' }, () => h(Page)),
  h(AccessProvider, { access: plain }),
  h(AccessProvider, { access: bytes }),
  h(AccessProvider, { access: 'text' }),
  h(AccessProvider, { access: undefined }),
  h(AccessProvider, { access: Access.open('/access/me', { slice: true }) }),
  h(AccessProvider, { user: fakeUser({ allow: ['createRun'] }) }),
  h(AccessProvider, { user: plain.user('ada') }),
  // @ts-expect-error it is no access
  h(AccessProvider, { access: 7 }),
]

createApp(Page).use(rolepack, { access }).component('Can', Can).component('AccessProvider', AccessProvider)
createApp(Page).use(rolepack, { access: shallowRef<string>(), user: () => 'ada' })
// @ts-expect-error it is no access
createApp(Page).use(rolepack, { access: 7 })

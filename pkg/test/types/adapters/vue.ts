// Without a declaration every string is a permission, in Vue too.
import { AccessProvider, Can, useCan, type AnswerRefs } from 'rolepack/vue'
import { fakeUser } from 'rolepack/testing'
import { defineComponent, h } from 'vue'

export const Page = defineComponent({
  props: { permission: { type: String, required: true } },
  setup(props) {
    const answer: AnswerRefs = useCan(() => props.permission, { right: 'add', resource: { location: 'A' } })
    return () => h(Can, { permission: props.permission, right: 'add' }, { fallback: () => answer.reason.value })
  },
})
export const page = () => h(AccessProvider, { user: fakeUser({ allow: ['createRun', { permission: 'tax', right: 'add' }] }) }, () => h(Page, { permission: 'createRun' }))
// @ts-expect-error the permission is missing
export const nothing = () => h(Can, {})

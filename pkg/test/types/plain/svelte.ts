// Without a declaration every string is a permission, for Svelte too.
import { mount, type ComponentProps } from 'svelte'
import { AccessProvider, Can, useAccess, useCan, useUser, type Answer, type CanProps } from 'rolepack/svelte'
import { fakeUser } from 'rolepack/testing'

declare const permission: string
export const answer: Answer = useCan(permission, { right: 'add', resource: { location: 'A' } })
export const another: Answer = useCan(() => permission, () => ({ right: 'add' }))
export const may: boolean = useUser().can(permission)
export const organization: string | undefined = useAccess().current?.organization
export const props: CanProps = { permission, right: 'add' }
export const given: ComponentProps<typeof AccessProvider> = { user: fakeUser({ allow: ['createRun'] }) }
declare const target: Element
mount(AccessProvider, { target, props: given })
mount(Can, { target, props })
// @ts-expect-error the permission is missing
export const nothing: CanProps = {}
// @ts-expect-error it is no access
export const wrong: ComponentProps<typeof AccessProvider> = { access: 7 }

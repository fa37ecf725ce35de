import { keep, type KeepStorage, type KeptAccess } from 'rolepack/keep'
import { AccessProvider } from 'rolepack/react'

const access: Promise<KeptAccess> = keep({ organization: 'acme', user: 'ada', source: '/access/me' })
export const page = <AccessProvider access={access}>x</AccessProvider>

export async function signOut(): Promise<void> {
  const kept = await access
  kept.user().can('createRun')
  // @ts-expect-error no such permission
  kept.user().can('craeteRun')
  kept.current.user().can('createRun')
  await kept.forget()
}

export const storage: KeepStorage = { change: async (key, next) => void next(key) }
// @ts-expect-error nobody is named
keep({ organization: 'acme', source: '/access/me' })
// @ts-expect-error no such option
keep({ organization: 'acme', user: 'ada', source: '/access/me', token: 'x' })

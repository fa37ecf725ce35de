'use client'
import { createContext, createElement, useContext, useEffect, useLayoutEffect, useMemo, useState, type ReactNode } from 'react'
import { RolepackError } from '../errors.js'
import type { Given, Whose } from '../ui/given.js'
import { Holding } from '../ui/holding.js'
import { AccessStore } from '../ui/store.js'

export interface AccessProviderProps extends Whose {
  /** An `Access`, a `LiveAccess`, a slice as bytes or as a string, or a promise of one. Nothing yet is loading. */
  readonly access?: Given
  readonly children?: ReactNode
}

/**
 * Gives all that is below it one user's access. A new snapshot of the same user renders anew only where an answer changes; for another user everything
 * below begins anew, and nothing is answered for the one before.
 */
export function AccessProvider({ access, user, identityGroups, accessMethod, children }: AccessProviderProps): ReactNode {
  // By what they say: they are often written in place.
  const groups = JSON.stringify(identityGroups)
  const holding = useMemo(() => new Holding(access, { user, identityGroups, accessMethod }), [access, user, groups, accessMethod])
  const [store, setStore] = useState(() => new AccessStore(holding))
  if (!store.mayHold(holding)) setStore(new AccessStore(holding))
  useBeforePaint(() => {
    if (store.mayHold(holding)) store.hold(holding)
  }, [store, holding])
  return createElement(Shared.Provider, { value: store }, children)
}

/** The store of the nearest provider. */
export function useStore(): AccessStore {
  const store = useContext(Shared)
  if (!store) throw new RolepackError('no-provider', 'there is no `AccessProvider` above', 'put one around the page')
  return store
}

const Shared = createContext<AccessStore | undefined>(undefined)

// On a server the former is told to do nothing, and React 18 says so each time.
const useBeforePaint = typeof document === 'undefined' ? useEffect : useLayoutEffect

'use client'
import type { ReactNode } from 'react'
import type { Permission } from '../permission.js'
import type { PermissionKey } from '../register.js'
import type { Scope } from '../types.js'
import type { Answer } from '../ui/answer.js'
import { useCan } from './hooks.js'

export type CanProps<K extends PermissionKey | Permission = PermissionKey> = Scope<K> & {
  readonly permission: K
  /** What is shown while there is nothing yet to answer from; nothing, if it is left out. */
  readonly pending?: ReactNode
  /** What is shown to who may not; nothing, if it is left out. */
  readonly fallback?: ReactNode
  /** What is shown to who may; or what makes of any answer what is shown, in place of the three. */
  readonly children?: ReactNode | ((answer: Answer) => ReactNode)
}

/** Shows its children to who may do that. */
export function Can<K extends PermissionKey | Permission>(props: CanProps<K>): ReactNode {
  // What is not known here goes on, and makes a malformed question: a misspelt place must not mean everywhere.
  const { permission, pending, fallback, children, ...question } = props as CanProps
  const answer = useCan(permission, question as Scope<PermissionKey>)
  if (typeof children === 'function') return children(answer)
  return answer.pending ? pending : answer.allowed ? children : fallback
}

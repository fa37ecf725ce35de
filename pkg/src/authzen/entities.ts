// What the standard has in a request, as its fields must be. What is not asked for is not looked at.
import { Fault } from './fault.js'

/** More than an organisation has dimensions. */
const MOST_PROPERTIES = 50

export type Properties = { readonly [name: string]: unknown }

export interface Subject {
  readonly type: string
  readonly id: string
  readonly properties: Properties
}

export interface Action {
  readonly name: string
  readonly properties: Properties
}

export type Resource = Subject

export const subject = (asked: object): Subject => entity(asked, 'subject', ['type', 'id']) as unknown as Subject
export const action = (asked: object): Action => entity(asked, 'action', ['name']) as unknown as Action
export const resource = (asked: object): Resource => entity(asked, 'resource', ['type', 'id']) as unknown as Resource

/** The subjects and the resources that are searched for: the id is not asked for, and ignored. */
export const subjects = (asked: object): Omit<Subject, 'id'> => entity(asked, 'subject', ['type']) as unknown as Subject
export const resources = (asked: object): Omit<Resource, 'id'> => entity(asked, 'resource', ['type']) as unknown as Resource

/** An own field, or what stands for one that is absent; what an object inherits is not said by the request. */
export function own(value: object, name: string, absent?: unknown): unknown {
  return Object.hasOwn(value, name) ? (value as Properties)[name] : absent
}

/** An own field that is an object, or absent. Throws a Fault where it is anything else. */
export function object(asked: object, name: string): object | undefined {
  const value = own(asked, name)
  if (value !== undefined && (typeof value !== 'object' || value === null || Array.isArray(value))) throw new Fault(400, `\`${name}\` must be an object`)
  return value
}

function entity(asked: object, name: string, texts: string[]): Properties {
  const given = object(asked, name)
  if (given === undefined) throw new Fault(400, `\`${name}\` is missing`)
  const properties = object(given, 'properties') ?? {}
  if (Object.keys(properties).length > MOST_PROPERTIES) throw new Fault(400, `\`${name}.properties\` may hold ${MOST_PROPERTIES}`)
  const read: { [name: string]: unknown } = { properties }
  for (const text of texts) {
    read[text] = own(given, text)
    if (typeof read[text] !== 'string') throw new Fault(400, `\`${name}.${text}\` must be a string`)
  }
  return read
}

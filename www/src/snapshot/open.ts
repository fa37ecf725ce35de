// From what was given to what is held: packed, verified, loaded, taken apart.
import { Access } from 'rolepack/full'
import { fromBytes, Keeper } from 'rolepack/live'
import { Desk } from './desk'
import { directoryOf } from './directory'
import type { Given } from './given'
import type { Held } from './held'
import { publicKeys } from './keys'
import { People } from './people'
import { Refused } from './refusal'

export type Step = 'packing' | 'loading' | 'people'

/** Rejects with what it is refused for; `refusalOf` puts that into words. */
export async function open(given: Given, step: (step: Step) => void): Promise<Held> {
  const desk = new Desk()
  try {
    const files = given.kind === 'snapshot' ? undefined : given.files
    if (files) step('packing')
    const bytes = given.kind === 'snapshot' ? given.bytes : await packed(given, desk)
    step('loading')
    const { access, signed } = await admitted(bytes, given.kind === 'snapshot' ? publicKeys() : [])
    step('people')
    const people = new People()
    const survey = await desk.ask('survey', [bytes, files], (batch) => people.add(batch))
    people.finish(survey)
    const source = given.kind === 'snapshot' ? undefined : { files: given.files, at: given.at }
    const { name, kind } = given
    return { name, kind, access, bytes, document: survey.rest, directory: directoryOf(survey.rest), people, source, missing: survey.missing, signed, desk }
  } finally {
    // What packing took is not wanted any more.
    desk.rest()
  }
}

/** The snapshot of what is given, to be laid beside the one that is open. It is let in as that was. */
export async function snapshotOf(given: Given, desk: Desk): Promise<Uint8Array> {
  if (given.kind !== 'snapshot') return packed(given, desk)
  const { access } = await admitted(given.bytes, publicKeys())
  access.close()
  return given.bytes
}

/** What is not called as a source is, and does not pack, is told of by its own name, and may be none. */
async function packed({ name, files, at }: Exclude<Given, { kind: 'snapshot' }>, desk: Desk): Promise<Uint8Array> {
  try {
    return await desk.ask('pack', [files, { at }])
  } catch (error) {
    const file = `${name}.yaml`
    if (!(error instanceof Refused) || !Object.hasOwn(files, file)) throw error
    const { title, code, message, problems, ...rest } = error.refusal
    throw new Refused({
      ...rest,
      code,
      title: code === 'source' ? 'This is neither a snapshot nor a source' : title,
      message: message.replaceAll(file, () => name),
      problems: problems.map((problem) => (problem.file === file ? { ...problem, file: name } : problem)),
    })
  }
}

/** With keys nothing is let in but what one of them signed. An expired snapshot may be read: who did what is asked afterwards. */
async function admitted(bytes: Uint8Array, keys: readonly string[]): Promise<{ access: Access; signed: boolean }> {
  const loads = { load: (bytes: Uint8Array) => Access.load(bytes, { now: -1 }) }
  if (keys.length === 0) return { access: loads.load(bytes), signed: false }
  const { organization } = loads.load(bytes)
  const keeper = new Keeper(loads, fromBytes(bytes), { organization, publicKeys: keys })
  await keeper.offer(bytes)
  const access = keeper.latest
  if (!access) throw new Error('the snapshot could not be verified')
  return { access, signed: true }
}

// All that the page remembers. The source changes by ticks; the snapshot follows, or what keeps it from following is shown.
import { unpack } from 'rolepack/author'
import type { AccessMethod } from 'rolepack/full'
import { directoryOf, type Directory } from '../../snapshot/directory'
import { refusalOf, type Shown } from '../../snapshot/refusal'
import { usersIn, type Files } from './document'
import { packed, type Packed } from './pack'
import { ACTIONS, idOf } from './actions'
import { placeOf } from './places'
import { ask, type Verdicts } from './verdict'

export interface Entry {
  readonly at: Date
  readonly title: string
  readonly detail: string
}

/** What the last change brought. */
export interface News {
  readonly text: string
  readonly opened: ReadonlySet<string>
  readonly closed: ReadonlySet<string>
}

export interface Bench {
  readonly original: Files
  readonly files: Files
  readonly directory: Directory
  /** What the snapshot in force was packed from. */
  readonly packedFiles: Files
  readonly packed: Packed
  /** Why the source as it stands does not pack; the snapshot is then the last one that did. */
  readonly problems: readonly Shown[]
  readonly person: string
  readonly accessMethod: AccessMethod
  /** Places of the presented groups in the directory's mappings. */
  readonly groups: readonly number[]
  readonly place: string
  readonly log: readonly Entry[]
  readonly news: News
}

export const START = { person: 'diego@acme.example', place: 'a' }
const LOG_LENGTH = 40
const QUIET: News = { text: '', opened: new Set(), closed: new Set() }

export function begin(files: Files, person = START.person, place = START.place): Bench {
  const first = packed(files, 1)
  return {
    original: files,
    files,
    directory: directoryOf(unpack(first.bytes).document),
    packedFiles: files,
    packed: first,
    problems: [],
    person,
    accessMethod: 'login',
    groups: [],
    place,
    log: [],
    news: QUIET,
  }
}

export function verdicts({ packed, person, accessMethod, groups, directory, place }: Bench): Verdicts {
  const identityGroups = groups.map((at) => directory.mappings[at]!).map(({ provider, group }) => ({ provider, group }))
  return ask(packed.access, { user: person, accessMethod, identityGroups }, placeOf(place), ACTIONS)
}

/** Another person, sign-in or place: the same snapshot is asked other questions. */
export function turn(bench: Bench, to: Partial<Pick<Bench, 'person' | 'accessMethod' | 'groups' | 'place'>>): Bench {
  const next = { ...bench, ...to }
  if ('person' in to) return { ...next, news: { ...QUIET, text: `${nameOf(next)} is at the station.` } }
  return { ...next, news: compare(verdicts(bench), verdicts(next), '') }
}

/** Another source: packed, loaded and asked anew. */
export function change(bench: Bench, files: Files, what: string): Bench {
  try {
    const next = { ...bench, files, packedFiles: files, packed: packed(files, bench.packed.access.sequence + 1), problems: [] }
    return { ...next, news: compare(verdicts(bench), verdicts(next), what) }
  } catch (error) {
    return { ...bench, files, problems: problemsIn(error, files), news: { ...QUIET, text: `${what}: this does not pack. Nothing changes at the station.` } }
  }
}

function problemsIn(error: unknown, files: Files): readonly Shown[] {
  const { code, message, help, problems } = refusalOf(error, files)
  return problems.length ? problems : [{ code, message, help }]
}

export function press(bench: Bench, title: string, detail: string): Bench {
  return { ...bench, log: [{ at: new Date(), title, detail }, ...bench.log].slice(0, LOG_LENGTH) }
}

/** What the person is called; the id where the source does not know it. */
export function nameOf({ files, person }: Pick<Bench, 'files' | 'person'>): string {
  return usersIn(files).find((user) => user.id === person)?.name ?? person
}

export function count(verdicts: Verdicts): string {
  return `${[...verdicts.values()].filter(({ allowed }) => allowed).length} of ${verdicts.size} buttons`
}

function compare(before: Verdicts, after: Verdicts, what: string): News {
  const turned = (to: boolean) => new Set(ACTIONS.map(idOf).filter((id) => before.get(id)?.allowed !== to && after.get(id)?.allowed === to))
  const [opened, closed] = [turned(true), turned(false)]
  const parts = [opened.size && `${opened.size} more`, closed.size && `${closed.size} fewer`].filter(Boolean).join(', ') || 'no button changes'
  return { text: `${what && `${what}: `}${parts}.`, opened, closed }
}

// What takes long, beside the page: packing, taking apart, and preparing the search. It decides nothing.
import { applyReview, diff, pack, unpack, type SourceDocument } from 'rolepack/author'
import { attributesIn } from './attributes'
import { plain } from './plain'
import type { Ask, Batch, Blobs, Parts, Places, Survey, Tell, Texts, User, Work } from './protocol'
import { refusalOf } from './refusal'
import { reviewed, tableOf } from './reviewing'
import { textsOf } from './texts'

/** So many people at once: a message of which the page takes some milliseconds. */
const BATCH = 5_000

addEventListener('message', ({ data }: MessageEvent<Ask>) => void answer(data))

async function answer({ number, what, given }: Ask): Promise<void> {
  let texts: Texts = {}
  const read = async (blobs: Blobs) => (texts = await textsOf(blobs))
  const part = (part: Parts[keyof Parts]) => tell({ number, part })
  const whole = async (of: Uint8Array | Blobs) => (ArrayBuffer.isView(of) ? of : read(of))
  try {
    switch (what) {
      case 'survey':
        return tell({ number, answer: await surveyOf(given[0], given[1] && (await read(given[1])), part) })
      case 'pack':
        return hand(number, pack(await read(given[0]), given[1]).bytes)
      case 'packOne':
        return hand(number, one(...given))
      case 'write':
        return tell({ number, answer: new Blob([`${JSON.stringify(unpack(given[0]).document, null, 2)}\n`]) })
      case 'diff':
        return tell({ number, answer: diff(...given) })
      case 'review':
        return tell({ number, answer: reviewed(await whole(given[0].of), given[0], part) })
      case 'table':
        return tell({ number, answer: new Blob([tableOf(given[0])]) })
      case 'apply': {
        const [blobs, table, at] = given
        const { evidence, files: changed } = applyReview(await read(blobs), await table.text(), { at })
        return tell({ number, answer: { evidence, files: Object.fromEntries(Object.entries(changed).map(([name, text]) => [name, new Blob([text])])) } })
      }
    }
  } catch (error) {
    tell({ number, refusal: refusalOf(error, texts) })
  }
}

function hand(number: number, bytes: Uint8Array): void {
  tell({ number, answer: bytes }, [bytes.buffer])
}

function one(...[rest, user]: Parameters<Work['packOne']>): Uint8Array {
  return pack({ ...rest, users: [user] }).bytes
}

function tell(message: Tell, hand: Transferable[] = []): void {
  postMessage(message, { transfer: hand })
}

async function surveyOf(bytes: Uint8Array, texts: Texts | undefined, people: (batch: Batch) => void): Promise<Survey> {
  const { document, missing } = unpack(bytes)
  const { users = [], ...rest } = document
  const order = ordered(users)
  const attributes = texts ? await attributesIn(texts) : new Map<string, User['attributes']>()
  for (let from = 0; from < order.length; from += BATCH) people(batchOf(order.slice(from, from + BATCH), attributes))
  return { rest, missing, ...inverted(order, rest) }
}

/** By name, as people look for each other. */
function ordered(users: readonly User[]): User[] {
  const { compare } = new Intl.Collator('en', { sensitivity: 'base', numeric: true })
  return [...users].sort((a, b) => compare(a.name ?? a.id, b.name ?? b.id) || (a.id < b.id ? -1 : 1))
}

function batchOf(users: readonly User[], attributes: ReadonlyMap<string, User['attributes']>): Batch {
  const whole = users.map((user): User => {
    const own = attributes.get(user.id)
    return own ? { ...user, attributes: own } : user
  })
  return {
    ids: whole.map(({ id }) => id),
    names: whole.map(({ id, name = id }) => name),
    texts: whole.map(({ id, name = '', email = '', attributes: { title = '' } = {} }) => plain([name, id, email, title].join('\n'))),
    records: whole.map((user) => JSON.stringify(user)),
  }
}

function inverted(users: readonly User[], { roles = [], teams = [], accessLevels = [] }: SourceDocument): Pick<Survey, 'byRole' | 'byTeam' | 'byLevel' | 'inactive'> {
  const by = [roles.map(({ id }) => id), teams.map(({ id }) => id), accessLevels.map(levelKey)].map(
    (keys) => new Map(keys.map((key) => [key, [] as number[]])),
  ) as [Map<string, number[]>, Map<string, number[]>, Map<string, number[]>]
  const inactive: number[] = []
  users.forEach((user, place) => {
    for (const role of new Set((user.roles ?? []).map((ref) => (typeof ref === 'string' ? ref : ref.role)))) by[0].get(role)?.push(place)
    for (const team of user.teams ?? []) by[1].get(team)?.push(place)
    for (const level of user.accessLevels ?? []) by[2].get(typeof level === 'string' ? level : levelKey(level))?.push(place)
    if (user.active === false) inactive.push(place)
  })
  const [byRole, byTeam, byLevel] = by.map((map): Places => [...map].map(([key, places]) => [key, Uint32Array.from(places)])) as [Places, Places, Places]
  return { byRole, byTeam, byLevel, inactive: Uint32Array.from(inactive) }
}

function levelKey({ company, key }: { company: string; key: string }): string {
  return `${company}/${key}`
}

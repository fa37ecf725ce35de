// A value of a Durable Object holds 128 KiB at most: a snapshot stands there in parts, and one value says which of them it is.

/** What is used of an object's storage, whichever of the two kinds it is. */
export interface Storage {
  get(keys: string[]): Promise<Map<string, unknown>>
  put(entries: Record<string, unknown>): Promise<void>
  delete(keys: string[]): Promise<number>
}

interface Index {
  readonly slot: 0 | 1
  readonly length: number
}

const PART = 120_000
/** How many keys the platform takes at a time. */
const AT_ONCE = 128

/** The snapshot that is kept, and the highest sequence that was seen. */
export async function read(storage: Storage): Promise<{ bytes: Uint8Array | undefined; floor: number }> {
  const values = await storage.get(['snapshot', 'floor'])
  const floor = (values.get('floor') as number | undefined) ?? 0
  const index = values.get('snapshot') as Index | undefined
  if (!index) return { bytes: undefined, floor }
  const bytes = new Uint8Array(index.length)
  let at = 0
  for (const names of batches(index)) {
    const parts = await storage.get(names)
    for (const name of names) {
      const part = parts.get(name) as Uint8Array
      bytes.set(part, at)
      at += part.length
    }
  }
  return { bytes, floor }
}

/**
 * Keeps a snapshot in place of the one before. The parts are written beside those that are read: until the last write names them, and wherever it
 * all ends before, the one before is kept.
 */
export async function write(storage: Storage, bytes: Uint8Array, floor: number): Promise<void> {
  const before = (await storage.get(['snapshot'])).get('snapshot') as Index | undefined
  const index: Index = { slot: before?.slot === 0 ? 1 : 0, length: bytes.length }
  let at = 0
  for (const names of batches(index)) {
    await storage.put(Object.fromEntries(names.map((name) => [name, bytes.slice(at, (at += PART))])))
  }
  await storage.put({ snapshot: index, floor })
  if (before) for (const names of batches(before)) await storage.delete(names)
}

export function writeFloor(storage: Storage, floor: number): Promise<void> {
  return storage.put({ floor })
}

function* batches({ slot, length }: Index): Generator<string[]> {
  const names = Array.from({ length: Math.ceil(length / PART) }, (_, part) => `part/${slot}/${part}`)
  for (let at = 0; at < names.length; at += AT_ONCE) yield names.slice(at, at + AT_ONCE)
}

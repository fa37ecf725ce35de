import type { Blobs, Texts } from './protocol'
import { Refused } from './refusal'

/** The files' texts. What is not UTF-8 is refused: with characters put in place of what cannot be read, ids would be others. */
export async function textsOf(blobs: Blobs): Promise<Texts> {
  return Object.fromEntries(await Promise.all(Object.entries(blobs).map(async ([name, blob]) => [name, text(name, await blob.arrayBuffer())] as const)))
}

function text(name: string, bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Refused({
      title: 'This is neither a snapshot nor a text',
      code: 'not-text',
      message: `\`${name}\` does not begin as a snapshot does, and is not UTF-8.`,
      help: 'open a `.rolepack` file, or a source in JSON or YAML, saved as UTF-8',
      problems: [],
      count: 0,
    })
  }
}

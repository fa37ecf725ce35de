// What somebody gives to be opened: files that were picked or dropped, an address of the same origin, the sample.
import type { Blobs } from './protocol'
import { Refused } from './refusal'

export type Given =
  | { readonly kind: 'snapshot'; readonly name: string; readonly bytes: Uint8Array }
  | { readonly kind: 'source' | 'sample'; readonly name: string; readonly files: Blobs; readonly at: number }

/** A file with its way into the folder that was given; the name alone where it was none. */
export interface Picked {
  readonly path: string
  readonly file: Blob
}

const MAGIC = [0x89, 0x52, 0x50, 0x4b, 0x0d, 0x0a, 0x1a, 0x0a]
const SOURCE = /\.(json|ya?ml)$|^users.*\.(csv|jsonl)$/
/** What the packer skips, in a folder, need not be read; what it refuses is for it to say. */
const SKIPPED = /(^|\/)(\.|README)|\.expect\.(json|ya?ml)$/
/** 512 MiB: the largest that the command line reads, too. */
const LARGEST = 512 << 20

export async function sample(): Promise<Given> {
  const { SAMPLE, TODAY } = await import('./sample')
  return { kind: 'sample', name: 'the sample', files: blobs(SAMPLE), at: TODAY }
}

export function source(name: string, texts: Readonly<Record<string, string>>, at: number): Given {
  return { kind: 'source', name, files: blobs(texts), at }
}

/** One snapshot, or the files of one source. */
export async function picked(files: readonly Picked[]): Promise<Given> {
  const [first, ...others] = files
  if (!first) throw refused('nothing-given', 'Nothing was given', 'No file was in what was picked or dropped.', 'pick a `.rolepack` file, or the files of a source')
  if (others.length === 0 && (await isSnapshot(first.file))) return { kind: 'snapshot', name: first.path, bytes: new Uint8Array(await first.file.arrayBuffer()) }
  const read = others.length === 0 ? files : files.filter(({ path }) => !SKIPPED.test(path))
  if (read.length === 0) {
    throw refused('no-source', 'There is no source in these files', `None of the ${files.length} files is one that a source is made of.`, 'a source is made of `.json`, `.yaml` and `.yml` files, and `users*.csv` and `users*.jsonl`; a snapshot is opened alone')
  }
  if (read.reduce((sum, { file }) => sum + file.size, 0) > LARGEST) {
    throw refused('too-large', 'This is too much for a page', 'A source of more than 512 MiB is not read here.', 'pack it with `rolepack pack`, and open the snapshot')
  }
  // A copy: a file that changes on the disk could not be read again.
  const kept = await Promise.all(read.map(async ({ path, file }) => [others.length === 0 ? named(path) : path, new Blob([await file.arrayBuffer()])] as const))
  return { kind: 'source', name: read.length === 1 ? read[0]!.path : `${read.length} files`, files: Object.fromEntries(kept), at: Date.now() }
}

/** From an address of the same origin: nothing is fetched from anywhere else. */
export async function fetched(address: string): Promise<Given> {
  const url = addressOf(address)
  const answer = await fetch(url, { cache: 'no-cache' }).catch(() => undefined)
  if (!answer?.ok) {
    const why = answer ? `answered ${answer.status}` : 'could not be fetched'
    throw refused('not-fetched', 'The address cannot be opened', `\`${url.pathname}\` ${why}.`, 'see whether the file lies where this page is served from, and whether the policy of the host lets it be fetched (`connect-src`)')
  }
  return picked([{ path: decodeURIComponent(url.pathname.split('/').at(-1) || url.pathname), file: await answer.blob() }])
}

function addressOf(address: string): URL {
  const url = URL.canParse(address, document.baseURI) ? new URL(address, document.baseURI) : undefined
  if (url?.origin === location.origin && url.protocol.startsWith('http')) return url
  throw refused('other-origin', 'This address is of another origin', 'The console fetches from nowhere but where it is served from.', 'download the file and drop it here, or put it beside this page')
}

async function isSnapshot(file: Blob): Promise<boolean> {
  const start = new Uint8Array(await file.slice(0, MAGIC.length).arrayBuffer())
  return MAGIC.every((byte, at) => start[at] === byte)
}

/** The packer goes by the ending: JSON is YAML too. */
function named(name: string): string {
  return SOURCE.test(name) ? name : `${name}.yaml`
}

function blobs(texts: Readonly<Record<string, string>>): Blobs {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, new Blob([text])]))
}

function refused(code: string, title: string, message: string, help: string): Refused {
  return new Refused({ title, code, message, help, problems: [], count: 0 })
}

// What a request asks for, from its address as it was sent. A handler may read an address otherwise than a guard does, by decoding twice,
// by resolving `..`, by leaving out empty segments: what could be read in two ways is refused.
import { Refusal } from './refusal.js'

/** A path that can be read in one way only, and the query after it. */
export interface Target {
  readonly segments: readonly Segment[]
  readonly query: string
}

export interface Segment {
  /** As it was sent. */
  readonly raw: string
  /** As it is meant. Never holds a slash, a backslash, a semicolon or a control character. */
  readonly text: string
}

const LONGEST = 8192
const DEEPEST = 64

/** The path and query of an absolute address, as they stand in it. Not by `new URL`, which resolves what is to be refused. */
export function targetIn(url: string): string {
  const target = url.slice(ORIGIN.exec(url)![0].length)
  return target === '' || target.startsWith('?') || target.startsWith('#') ? `/${target}` : target
}

const ORIGIN = /^(?:[a-z][a-z\d+.-]*:\/\/)?[^/?#\\]*/i

/** Throws a Refusal where it can be read in two ways. */
export function targetOf(sent: string): Target {
  const [path, query] = split(sent)
  if (path.length > LONGEST || query.length > LONGEST) throw malformed('it is too long')
  // Some readers leave these out, so that two names become one.
  if (/[\0-\x20\x7f]/.test(query)) throw malformed('its query holds what is not encoded')
  // No client sends a fragment, and routers differ in whether it belongs to the path.
  if (sent.includes('#')) throw malformed('it has a fragment')
  if (!path.startsWith('/')) throw malformed('it does not begin with a slash')
  const parts = path.slice(1).split('/')
  if (parts.length > DEEPEST) throw malformed('it has too many segments')
  // An empty last one is a trailing slash, which makes another path.
  if (parts.slice(0, -1).includes('')) throw malformed('it has an empty segment')
  return { segments: parts.map(segmentOf), query }
}

/** What most segments are: nothing in it can be read in two ways. */
const PLAIN = /^(?!\.\.?$)[A-Za-z0-9\-._~@]*$/

function segmentOf(raw: string): Segment {
  if (PLAIN.test(raw)) return { raw, text: raw }
  if (!/^[\x21-\x7e]*$/.test(raw)) throw malformed('it holds what is not encoded')
  let text
  try {
    text = decodeURIComponent(raw)
  } catch {
    throw malformed('its percent-encoding is broken')
  }
  if (/[\0-\x1f\x7f-\x9f\\/;]/.test(text)) throw malformed('a segment holds a slash, a backslash, a semicolon or a control character')
  if (text === '.' || text === '..') throw malformed('it holds a dot segment')
  if (/%[0-9a-f]{2}/i.test(text)) throw malformed('it is encoded twice')
  return { raw, text }
}

function split(text: string): [string, string] {
  const at = text.indexOf('?')
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

function malformed(why: string): Refusal {
  return new Refusal(400, 'malformed-path', `the path can be read in more than one way: ${why}`, 'send each segment encoded once, without dot segments, doubled slashes and path parameters')
}

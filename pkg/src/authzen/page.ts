import type { Answers } from './answers.js'
import { object, own } from './entities.js'
import type { Settings } from './options.js'
import { Fault } from './fault.js'

/** One page of what was found. */
export interface Page<R> {
  results: R[]
  page: { next_token: string; count: number; total: number }
}

/**
 * The page that is asked for. Nothing is kept between two pages: a token says where the next one begins, and is bound to the question and to the
 * snapshot. Throws a Fault where it is not ours, or of another question or snapshot.
 */
export async function page<R>(found: readonly R[], asked: object, question: unknown[], { maxResults }: Settings, answers: Answers): Promise<Page<R>> {
  const given = object(asked, 'page') ?? {}
  const [token, limit] = [own(given, 'token'), own(given, 'limit', maxResults)]
  if (!Number.isSafeInteger(limit) || (limit as number) < 0) throw new Fault(400, '`page.limit` must be a whole number')
  const { organization, sequence, created } = answers
  const name = (from: number) => named([organization, sequence, created ?? null, question, from])
  const from = token === undefined ? 0 : await place(token, name)
  if (from > found.length) throw foreign()
  const results = found.slice(from, from + Math.min(limit as number, maxResults))
  const to = from + results.length
  return { results, page: { next_token: to < found.length ? `${to}.${await name(to)}` : '', count: results.length, total: found.length } }
}

async function place(token: unknown, name: (from: number) => Promise<string>): Promise<number> {
  if (typeof token !== 'string') throw new Fault(400, '`page.token` must be a string')
  const [, from, given] = /^(\d{1,10})\.([\w-]{22})$/.exec(token) ?? []
  if (from === undefined || String(Number(from)) !== from || given !== (await name(Number(from)))) throw foreign()
  return Number(from)
}

function foreign(): Fault {
  return new Fault(400, '`page.token` is not of this question and of the present snapshot: begin with the first page')
}

/** A name of what a page belongs to: 128 bits of a digest. */
async function named(parts: unknown[]): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(parts)))
  return btoa(String.fromCharCode(...new Uint8Array(digest, 0, 16))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

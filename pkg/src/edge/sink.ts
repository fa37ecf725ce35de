import { RolepackError } from '../errors.js'
import { textOf } from './refusal.js'
import { tell, type Report } from '../live/report.js'

/** Hands a record to a sink of the operator's. What becomes of that changes no answer, and is told where errors are. */
export function hand<R, Env>(
  sink: ((record: R, env: Env) => unknown) | undefined,
  env: Env,
  background: (work: Promise<unknown>) => void,
  report: Report | undefined,
  record: () => R,
): void {
  if (!sink) return
  const failed = (cause: unknown) => {
    const error = new RolepackError('log-failed', `a record was not taken: ${textOf(cause)}`, 'see what `log` and `refused` do')
    error.cause = cause
    tell(report, error)
  }
  try {
    const work = sink(record(), env)
    // A promise may be one of another realm, or of a library.
    if (typeof (work as PromiseLike<unknown> | undefined | null)?.then === 'function') background(Promise.resolve(work).catch(failed))
  } catch (error) {
    failed(error)
  }
}

import type { RolepackError } from '../errors.js'

export type Report = (error: RolepackError) => void

/** Tells the operator, or the console where nobody listens. What a listener throws is its own affair. */
export function tell(report: Report | undefined, error: RolepackError): void {
  try {
    // Of one that is asynchronous a rejection would end the program.
    if (report) Promise.resolve<unknown>(report(error)).catch(console.error)
    else console.warn(`rolepack: ${error.message}; ${error.help}`)
  } catch (thrown) {
    console.error(thrown)
  }
}

import type { RolepackError } from '../engine.js'

export type Report = (error: RolepackError) => void

/** Tells the operator, or the console where nobody listens. */
export function tell(report: Report | undefined, error: RolepackError): void {
  told(() => (report ? report(error) : console.warn(`rolepack: ${error.message}; ${error.help}`)))
}

/** What a listener throws is its own affair. */
export function told(listener: () => unknown): void {
  try {
    // Of one that is asynchronous a rejection would end the program.
    Promise.resolve(listener()).catch(console.error)
  } catch (thrown) {
    console.error(thrown)
  }
}

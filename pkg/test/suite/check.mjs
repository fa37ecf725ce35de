// What the suite says of values, without node:assert, which browsers do not have.

/** Fails unless `condition`. */
export function ok(condition, message = 'is not so') {
  if (!condition) throw new Error(message)
}

/** Fails unless the two have the same JSON, whatever the order of their fields; `undefined` is told from absent. */
export function same(actual, expected, message = '') {
  const [a, b] = [text(actual), text(expected)]
  if (a !== b) throw new Error(`${message}\n  is       ${a}\n  expected ${b}`)
}

/** Fails unless `run` throws; answers what it threw. */
export function refused(run, message = 'nothing was thrown') {
  try {
    run()
  } catch (error) {
    return error
  }
  throw new Error(message)
}

function text(value) {
  return JSON.stringify(value, (_, inner) => {
    if (inner === undefined) return '(undefined)'
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}

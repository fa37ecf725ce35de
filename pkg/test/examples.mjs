// Examples of the documentation, as programs that fail where they are wrong.

/** Turns a line `expression   // answer` into a check of it, and leaves every other line alone. */
export function checked(code) {
  return code.replace(/^(\S.*?)\s+\/\/ (.+)$/gm, (_, expression, answer) => `assert.deepEqual(${expression}, ${answer})`)
}

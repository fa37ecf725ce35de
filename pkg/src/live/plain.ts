/** Whether what it says is its own: an object of a class may say something by what it inherits, which is lost where it is copied. */
export function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const parent: unknown = Object.getPrototypeOf(value)
  // Object.prototype, of any realm, has `isPrototypeOf` and no parent.
  return parent === null || (Object.getPrototypeOf(parent) === null && Object.hasOwn(parent as object, 'isPrototypeOf'))
}

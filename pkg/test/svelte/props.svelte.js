/** Props that may be set, each by itself. */
export function propsOf(given) {
  const props = {}
  for (const [name, first] of Object.entries(given)) {
    let value = $state.raw(first)
    Object.defineProperty(props, name, { enumerable: true, get: () => value, set: (next) => (value = next) })
  }
  return props
}

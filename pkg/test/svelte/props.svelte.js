/** Props that do not stay as they are given, and what sets some of them. */
export function propsOf(given) {
  const props = {}
  const setters = {}
  for (const [name, first] of Object.entries(given)) {
    let value = $state.raw(first)
    const get = () => {
      // As an expression in markup throws.
      if (value instanceof Error) throw value
      return value
    }
    Object.defineProperty(props, name, { enumerable: true, get })
    setters[name] = (next) => (value = next)
  }
  return [props, (next) => Object.entries(next).forEach(([name, value]) => setters[name](value))]
}

/** What of it a component was given. A place that was given and is undefined goes on as that, and is denied: it is not anywhere at all. */
export function placeOf(props: object): object | undefined {
  const given = ['right', 'resource'].filter((name) => Object.hasOwn(props, name))
  return given.length ? Object.fromEntries(given.map((name) => [name, props[name as keyof object]])) : undefined
}

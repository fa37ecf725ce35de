/**
 * What is given, on an object that inherits nothing: a property that somebody put on every object is not found on it. Unlike `Object.create(null)`,
 * engines keep it as they keep other objects, which halves what reading it costs.
 */
export function ownOf<T extends object>(given: T): T {
  return Object.assign(new Own(), given)
}

const Own = function () {} as unknown as new () => object
Own.prototype = Object.freeze(Object.create(null))

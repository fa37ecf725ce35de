type Callable = Pick<HTMLElement, 'addEventListener' | 'after' | 'append' | 'closest' | 'focus' | 'getAttribute' | 'getAttributeNames' | 'hasAttribute' | 'querySelector' | 'querySelectorAll' | 'removeAttribute' | 'setAttribute'> &
  Pick<Document, 'createElement'>

/**
 * Calls a method as the browser has it; undefined where there is none. In a form a field that is named like a method stands in its place, in a document an image:
 * whoever writes a part of a page would say what happens to the rest of it.
 */
export function call<K extends keyof Callable>(node: EventTarget, name: K, ...given: Parameters<Callable[K]>): ReturnType<Callable[K]> | undefined {
  return Object.getPrototypeOf(node)[name]?.call(node, ...given)
}

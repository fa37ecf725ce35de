/** An id that nobody has: no user, and no access level's employee. (A host without TLS has no `crypto.randomUUID`.) */
export const NOBODY = crypto.getRandomValues(new Uint32Array(4)).join('-')

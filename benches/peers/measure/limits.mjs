/** What nobody may pass; who does is out of the table at that size, and the table says so. */
export const LIMITS = { heapMiB: 4096, startSeconds: 60, stepSeconds: 60 }

export class LimitPassed extends Error {}

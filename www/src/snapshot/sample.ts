// The sample organisation, as the text that people write.
import type { Texts } from './protocol'

const texts = import.meta.glob<string>(['../../../examples/acme-rockets/*.{json,yaml}', '!**/*.expect.*'], {
  query: '?raw',
  import: 'default',
  eager: true,
})

export const SAMPLE: Texts = Object.fromEntries(Object.entries(texts).map(([path, text]) => [path.slice(path.lastIndexOf('/') + 1), text]))

/** The day on which the story of the sample is told; assignments with times are in force or not as of then. */
export const TODAY = Date.UTC(2026, 10, 22)

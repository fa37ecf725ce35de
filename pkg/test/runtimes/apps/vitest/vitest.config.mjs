import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'imported by Node' } },
      { test: { name: 'transformed, in jsdom', environment: 'jsdom', server: { deps: { inline: true } } } },
    ],
  },
})

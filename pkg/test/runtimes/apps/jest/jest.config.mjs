const modules = { testMatch: ['**/*.test.mjs'], transform: {} }

export default {
  projects: [
    { ...modules, displayName: 'node' },
    { ...modules, displayName: 'jsdom', testEnvironment: 'jsdom', setupFiles: ['./encoding.mjs'] },
  ],
}

const modules = { testMatch: ['**/*.test.mjs'], transform: {} }

export default {
  projects: [
    { ...modules, displayName: 'node' },
    { ...modules, displayName: 'jsdom', testEnvironment: './page.mjs', setupFiles: ['./encoding.mjs'] },
  ],
}

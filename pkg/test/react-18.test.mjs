// All that is tested of `rolepack/react`, with the oldest React that it takes.
process.env.REACT = '18'
await import('./react.test.mjs')
await import('./react-page.test.mjs')

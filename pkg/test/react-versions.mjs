// Which React a test has: the newest, or the oldest that is taken, where `react-18.test.mjs` says so.
export const REACT = process.env.REACT === '18' ? [['react-18', 'react'], ['react-dom-18', 'react-dom']] : ['react', 'react-dom', 'scheduler']

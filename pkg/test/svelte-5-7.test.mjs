// All that is tested of `rolepack/svelte`, with the oldest Svelte that it takes.
process.env.SVELTE = '5.7'
await import('./svelte.test.mjs')
await import('./svelte-page.test.mjs')

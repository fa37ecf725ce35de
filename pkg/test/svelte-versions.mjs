// Which Svelte a test has: the newest, or the oldest that is taken, where `svelte-5-7.test.mjs` says so.
const oldest = process.env.SVELTE === '5.7'
export const SVELTE = oldest ? [['svelte-5-7', 'svelte'], 'esm-env'] : ['svelte']
export const { compile, compileModule } = await (oldest ? import('svelte-5-7/compiler') : import('svelte/compiler'))

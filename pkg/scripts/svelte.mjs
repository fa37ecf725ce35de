// Components go out as they are written: whoever builds the page compiles them, for its browser or its server.
import { copyFileSync, readdirSync } from 'node:fs'

const [from, to] = ['src', 'dist'].map((folder) => new URL(`../${folder}/svelte/`, import.meta.url))
for (const name of readdirSync(from).filter((name) => name.endsWith('.svelte'))) copyFileSync(new URL(name, from), new URL(name, to))

// Puts the modules that `cargo xtask build` left in dist/wasm into JavaScript, so that no bundler wants a plug-in for them.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

const folder = new URL('../dist/wasm/', import.meta.url)
// 89 printable characters, from `#` on; those that a string or a template would have to escape have another instead.
const others = { '\\': '|', '`': '}', $: '~' }
const characters = Array.from({ length: 89 }, (_, at) => String.fromCharCode(35 + at)).map((character) => others[character] ?? character)

function text(byte) {
  if (byte < 89) return characters[byte]
  return byte < 178 ? ` ${characters[byte - 89]}` : `!${characters[byte - 178]}`
}

for (const name of ['gate', 'full', 'author']) {
  const file = new URL(`${name}.wasm`, folder)
  if (!existsSync(file)) {
    console.error(`dist/wasm/${name}.wasm is missing\n  help: run \`cargo xtask build\``)
    process.exit(1)
  }
  const inlined = Array.from(readFileSync(file), text).join('')
  writeFileSync(new URL(`${name}.inline.js`, folder), `export default "${inlined}"\n`)
  writeFileSync(new URL(`${name}.inline.d.ts`, folder), 'declare const text: string\nexport default text\n')
}

// Puts the modules that `cargo xtask build` left in dist/wasm into JavaScript, so that no bundler wants a plug-in for them, and
// writes the gate as a file of its own that says of which version it is.
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

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
writeFileSync(new URL('version.js', folder), `export const VERSION = '${version}'\n`)
writeFileSync(new URL('version.d.ts', folder), 'export declare const VERSION: string\n')
writeFileSync(new URL('../engine.wasm', folder), Buffer.concat([readFileSync(new URL('gate.wasm', folder)), section('rolepack', version)]))
writeFileSync(new URL('../engine.d.wasm.ts', folder), '/** Where importing it gives the compiled module, as in workerd. */\ndeclare const engine: WebAssembly.Module\nexport default engine\n')

/** A custom section: both texts are shorter than 100 bytes, so that every length is one byte. */
function section(name, text) {
  const content = [name.length, ...Buffer.from(name), ...Buffer.from(text)]
  return Buffer.from([0, content.length, ...content])
}

// Puts the modules that `cargo xtask build` left in dist/wasm into JavaScript, so that no bundler wants a plug-in for them.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

const folder = new URL('../dist/wasm/', import.meta.url)
// The printable characters without those that a string or a template would have to escape.
const characters = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at)).filter((character) => !'"$\\`'.includes(character))
const [one, two] = characters

function text(byte) {
  if (byte < 89) return characters[byte + 2]
  return byte < 180 ? one + characters[byte - 89] : two + characters[byte - 180]
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

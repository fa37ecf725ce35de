// Vercel's edge runtime differs from workerd in one thing: a compiled module is imported as `.wasm?module`.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'

const from = new URL('../dist/workerd/', import.meta.url)
const to = new URL('../dist/edge-light/', import.meta.url)
mkdirSync(to, { recursive: true })
for (const name of readdirSync(from).filter((name) => name.endsWith('.js'))) {
  const text = readFileSync(new URL(name, from), 'utf8')
  writeFileSync(new URL(name, to), text.replaceAll("condition `workerd`", "condition `edge-light`").replaceAll(".wasm'", ".wasm?module'"))
}

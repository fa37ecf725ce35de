// npm run help: writes command-line.md from what the program says of itself.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { rolepack } from './rolepack.mjs'

const PAGE = new URL('../command-line.md', import.meta.url)
const MARKERS = ['<!-- help: written by `npm run help` -->', '<!-- end of help -->']

const help = (...command) => execFileSync(rolepack(), [...command, '--help'], { encoding: 'utf8', env: { ...process.env, COLUMNS: '100', NO_COLOR: '1' } })
/** The commands that a help lists, but for `help` itself. */
const commands = (text) => [...(/^Commands:\n((?: +.*\n)+)/m.exec(text)?.[1] ?? '').matchAll(/^ {2}([a-z-]+)/gm)].map(([, name]) => name).filter((name) => name !== 'help')

function section(command) {
  const text = help(...command)
  const own = `${'#'.repeat(command.length + 1)} rolepack ${command.join(' ')}\n\n\`\`\`text\n${text.trimEnd()}\n\`\`\`\n`
  return [own, ...commands(text).flatMap((name) => section([...command, name]))]
}

/** The page as the program has it now. */
export function written() {
  const page = readFileSync(PAGE, 'utf8')
  const [from, to] = MARKERS.map((marker) => page.indexOf(marker))
  if (from < 0 || to < from) throw new Error(`command-line.md has lost its markers, \`${MARKERS.join('` and `')}\``)
  const top = help()
  const told = [`\`\`\`text\n${top.trimEnd()}\n\`\`\`\n`, ...commands(top).flatMap((name) => section([name]))]
  return `${page.slice(0, from)}${MARKERS[0]}\n\n${told.join('\n')}\n${page.slice(to)}`
}

if (process.argv[1] === new URL(import.meta.url).pathname) writeFileSync(PAGE, written())

// The blocks of a page, and what each is for.

/**
 * @typedef {object} Block
 * @property {string} language
 * @property {string | undefined} name  of the file that it is
 * @property {boolean} before  every other program of the page
 * @property {boolean} shown  and nothing else
 * @property {string} code
 * @property {number} line  where it begins, from 1
 */

/** @returns {Block[]} */
export function blocks(markdown) {
  return [...markdown.matchAll(/^```([a-z]+)([^\n]*)\n(.*?)^```$/gms)].map(({ 1: language, 2: info, 3: code, index }) => ({
    language,
    name: /\[(.+?)\]/.exec(info)?.[1],
    before: / before\b/.test(info),
    shown: ['sh', 'text'].includes(language) || / shown\b/.test(info),
    code,
    line: markdown.slice(0, index).split('\n').length,
  }))
}

/** The commands of a `console` block, and the lines that each is said to print. */
export function commands(code) {
  const found = []
  for (const line of code.trimEnd().split('\n')) {
    if (line.startsWith('$ ')) found.push({ command: line.slice(2), printed: [] })
    else if (found.length > 0) found.at(-1).printed.push(line)
    else throw new Error(`\`${line}\` stands before any command`)
  }
  return found
}

/** Whether what was printed is what is said; `…` stands for any part of a line, alone for any lines. */
export function agrees(printed, said) {
  const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const pattern = said.map((line) => (line === '…' ? '(?:.*\n)*' : `${escaped(line).replaceAll('…', '.*')}\n`)).join('')
  return new RegExp(`^${pattern}$`).test(printed.trimEnd() === '' ? '' : `${printed.trimEnd()}\n`)
}

// Paths of Windows. The program knows one root and `/`; drives stand below that root: `C:\work` is `/C:/work` inside.
import { existsSync } from 'node:fs'
import { win32 } from 'node:path'

/** A whole path as the program has it. */
export function rooted(path) {
  return /^[A-Za-z]:/.test(path) ? `/${path.replaceAll('\\', '/')}` : path
}

/** What the program has as a path, where Windows finds it: from the last drive on, for a path with a drive was taken for one that begins in the folder. */
export function driven(path) {
  return /^(?:.*\/)?([A-Za-z]:(?:[\\/].*)?)$/s.exec(path)?.[1] ?? path
}

/** An argument with `/` for `\` where it is a path, by itself or behind `--option=`: one with a drive, `.\`, `..\`, or in a folder that is there. */
export function slashed(argument, there = existsSync) {
  const [, option, path] = /^(--?[a-z-]+=)?(.*)$/s.exec(argument)
  const isPath = /^([A-Za-z]:|\.{1,2})\\/.test(path) || (path.includes('\\') && there(win32.dirname(path)))
  return isPath ? `${option ?? ''}${path.replaceAll('\\', '/')}` : argument
}

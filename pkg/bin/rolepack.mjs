#!/usr/bin/env node
// The command line, as `npx rolepack` runs it: the same program as natively, in WebAssembly.
import { readFileSync } from 'node:fs'
import { callsItself } from './called.mjs'
import { run } from './wasi/run.mjs'
import { slashed } from './wasi/windows.mjs'

const program = readFileSync(new URL('../dist/cli.wasm', import.meta.url))
const typed = process.argv.slice(2)
const args = process.platform === 'win32' ? typed.map(slashed) : typed
process.exitCode = run(program, [callsItself(process.env), ...args])

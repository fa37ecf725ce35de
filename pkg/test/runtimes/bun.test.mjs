import { binary } from './binaries.mjs'
import { say } from './program.mjs'
import { suiteIn } from './suite.mjs'

const bun = binary('bun')
const version = (await say(bun, ['--version'])).trim()

suiteIn(`Bun ${version}`, () => say(bun, ['--no-install', 'tell.mjs']))

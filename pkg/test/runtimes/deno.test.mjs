import { binary } from './binaries.mjs'
import { fresh } from './fresh.mjs'
import { say } from './program.mjs'
import { suiteIn } from './suite.mjs'

const deno = binary('deno')
const env = { DENO_DIR: fresh('deno'), DENO_NO_UPDATE_CHECK: '1' }
const [version] = (await say(deno, ['--version'], { env })).split(' (')

// Nothing is permitted but to read the engine of the slim entry: the package reads no file, asks no network, and looks at no variable.
const engine = fresh('node_modules/rolepack')
suiteIn(version, () => say(deno, ['run', '--no-prompt', '--node-modules-dir=manual', `--allow-read=${engine}`, '--no-remote', '--no-lock', 'tell.mjs'], { env }))

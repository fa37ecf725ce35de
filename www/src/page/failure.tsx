import { Masthead } from './masthead'
import { Problems, Quoting, type Problem } from './problems'

/** Nothing can be shown: what is wrong, and how to mend it. */
export function Failure({ error }: { error: unknown }) {
  const { title, code, message, help, problems } = told(error)
  return (
    <>
      <Masthead organization="Acme Rockets" />
      <main class="notice">
        <div class="failure" role="alert">
          <h1>{title}</h1>
          <p>
            <code class="code">{code}</code> {message}
          </p>
          {help && (
            <p class="help">
              <Quoting text={help} />
            </p>
          )}
          {problems.length > 0 && <Problems problems={problems} files={{}} />}
          <button type="button" class="plain" onClick={() => location.reload()}>
            Try again
          </button>
        </div>
      </main>
    </>
  )
}

interface Told {
  title: string
  code: string
  message: string
  help: string | undefined
  problems: readonly Problem[]
}

function told(error: unknown): Told {
  const { name = '', message = String(error), code, help, problems = [] } = (error ?? {}) as Partial<Told> & { name?: string }
  if (name === 'SourceError') return { title: 'The source is refused', code: code ?? 'source', message: `${problems.length} problems`, help, problems }
  if (name === 'LoadError') return { title: 'The snapshot is refused', code: code ?? 'corrupt', message, help, problems }
  if (code === 'no-webassembly' || name === 'CompileError') {
    return {
      title: 'This page cannot decide here',
      code: 'no-webassembly',
      message: 'The browser or the policy of this host does not let WebAssembly run, and nothing else in the page decides.',
      help: "serve the page with `script-src 'self' 'wasm-unsafe-eval'`, or leave the browser's lockdown mode",
      problems,
    }
  }
  return { title: 'The page could not start', code: code ?? (name || 'error'), message, help: help ?? 'reload the page; if a file could not be fetched, serve the whole build', problems }
}

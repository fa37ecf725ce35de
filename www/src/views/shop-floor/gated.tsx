import type { Directory } from '../../snapshot/directory'
import { idOf } from './actions'
import { through, whyNot, type Circumstances } from '../../parts/sentence'
import type { Verdict } from './verdict'
import { Words } from '../../parts/words'

interface Props {
  readonly verdict: Verdict
  readonly circumstances: Circumstances
  readonly turned: 'opened' | 'closed' | undefined
  readonly press: (verdict: Verdict) => void
}

/** A button, and under it why not, or through what. A grey one can still be reached by keyboard, so that its reason can be read. */
export function Gated({ verdict, circumstances, turned, press }: Props) {
  const { action, allowed, explanation } = verdict
  const { directory } = circumstances
  const id = idOf(action)
  const because = `why-${id.replace(/\W/g, '-')}`
  return (
    <div class="gated" data-action={id} data-allowed={allowed} data-turned={turned}>
      <button type="button" aria-disabled={!allowed} aria-describedby={because} title={directory.about(action.permission)} onClick={() => allowed && press(verdict)}>
        <span class="title">
          {directory.title(action.permission)}
          {action.right && <span class="right">: {action.right}</span>}
        </span>
        <code>{action.permission}</code>
      </button>
      <p class="why" id={because}>
        {allowed ? <Words of={through(explanation.paths[0]!, directory)} /> : <Words of={whyNot(explanation, circumstances)} />}
      </p>
      {explanation.paths.length > 1 && <Others paths={explanation.paths.slice(1)} directory={directory} />}
    </div>
  )
}

function Others({ paths, directory }: { paths: Verdict['explanation']['paths']; directory: Directory }) {
  return (
    <details class="others">
      <summary>{paths.length === 1 ? 'and another way' : `and ${paths.length} other ways`}</summary>
      <ul>
        {paths.map((path, at) => (
          <li key={at}>
            <Words of={through(path, directory)} />
          </li>
        ))}
      </ul>
    </details>
  )
}

import type { ComponentChildren } from 'preact'
import { href } from '../shell/route'
import type { Refusal } from '../snapshot/refusal'
import { Problems, Quoting } from './problems'

/** Something could not be opened or shown: what is wrong, and how to mend it. `children`: where to go on, if not back or to the sample. */
export function Failure({ refusal, back, children }: { refusal: Refusal; back?: (() => void) | undefined; children?: ComponentChildren }) {
  const { title, code, message, help, problems, count } = refusal
  return (
    <div class="notice">
      <div class="failure" role="alert">
        <h1>{title}</h1>
        <p>
          <code class="code">{code}</code> <Quoting text={message} />
        </p>
        {help && count === 0 && (
          <p class="help">
            <Quoting text={help} />
          </p>
        )}
        {count > 0 && <Problems problems={problems} count={count} />}
        <p class="ways">
          {back && (
            <button type="button" class="plain" onClick={back}>
              Back to what was open
            </button>
          )}
          {back && (
            <a class="plain" href={href('snapshot')} onClick={back}>
              Open something else
            </a>
          )}
          {children}
          {!back && !children && (
            <a class="plain" href="./">
              Open the sample
            </a>
          )}
        </p>
      </div>
    </div>
  )
}

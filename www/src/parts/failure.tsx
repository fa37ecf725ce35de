import type { ComponentChildren } from 'preact'
import type { Refusal } from '../snapshot/refusal'
import { Problems, Quoting } from './problems'

interface Props {
  readonly refusal: Refusal
  /** It is told of below the heading of a view. */
  readonly under?: boolean
  /** Where to go on. */
  readonly children?: ComponentChildren
}

/** Something could not be opened or shown: what is wrong, and how to mend it. */
export function Failure({ refusal: { title, code, message, help, problems, count }, under = false, children }: Props) {
  return (
    <div class="notice">
      <div class="failure" role="alert">
        {under ? <h2>{title}</h2> : <h1>{title}</h1>}
        <p>
          <code class="code">{code}</code> <Quoting text={message} />
        </p>
        {help && count === 0 && (
          <p class="help">
            <Quoting text={help} />
          </p>
        )}
        {count > 0 && <Problems problems={problems} count={count} />}
        {children && <p class="ways">{children}</p>}
      </div>
    </div>
  )
}

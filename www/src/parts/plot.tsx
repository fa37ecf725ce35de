import type { ComponentChildren } from 'preact'
import { Drawing, type Draw } from './drawing'
import { Unplotted } from './unplotted'
import { usePlotting } from './plotting'

interface Props {
  /** What it shows, for whoever does not see it. Its figures stand in a table beside it. */
  readonly label: string
  readonly caption?: ComponentChildren
  /** As high as it will be, in pixels, so that nothing moves once it is drawn. */
  readonly height: number
  readonly draw: Draw
}

/** A picture with axes, drawn by Observable Plot. */
export function Plot({ label, caption, height, draw }: Props) {
  const { library, failed, again } = usePlotting()
  return (
    <figure class="plot" aria-busy={!library && !failed}>
      {caption && <figcaption>{caption}</figcaption>}
      {failed ? <Unplotted again={again} /> : <Drawing library={library} draw={draw} label={label} height={height} />}
    </figure>
  )
}

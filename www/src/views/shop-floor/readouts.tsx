import type { Packed } from './pack'

/** What the last snapshot weighs, and what it took. */
export function Readouts({ packed: { access, bytes, packing, loading } }: { packed: Packed }) {
  const figures: [string, string, string][] = [
    ['sequence', String(access.sequence), ''],
    ['snapshot', bytes.length.toLocaleString('en'), 'bytes'],
    ['packed in', packing.toFixed(1), 'ms'],
    ['loaded in', loading.toFixed(1), 'ms'],
  ]
  return (
    <dl class="readouts" title="The first packing and loading compile the modules too; those after it do not.">
      {figures.map(([name, figure, unit]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {figure}
            {unit && <span class="unit"> {unit}</span>}
          </dd>
        </div>
      ))}
    </dl>
  )
}

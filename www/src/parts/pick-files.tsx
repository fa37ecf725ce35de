import type { Picked } from '../snapshot/given'

/** Two ways of picking what is to be read: files, or the folder of a source. `take` is given at least one. */
export function PickFiles({ take }: { take: (files: readonly [Picked, ...Picked[]]) => void }) {
  const pick = (input: HTMLInputElement) => {
    const [first, ...more] = [...(input.files ?? [])].map((file): Picked => ({ path: file.webkitRelativePath.split('/').slice(1).join('/') || file.name, file }))
    if (first) take([first, ...more])
    input.value = ''
  }
  return (
    <>
      <label class="plain">
        pick files
        <input type="file" class="unseen" multiple accept=".rolepack,.json,.yaml,.yml,.csv,.jsonl" onChange={(event) => pick(event.currentTarget)} />
      </label>
      <label class="plain">
        pick a folder
        <input type="file" class="unseen" ref={(input) => void input?.toggleAttribute('webkitdirectory', true)} onChange={(event) => pick(event.currentTarget)} />
      </label>
    </>
  )
}

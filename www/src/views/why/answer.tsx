import type { AccessMethod, AnyResource, Explanation, IdentityGroup } from 'rolepack/full'
import { useMemo } from 'preact/hooks'
import { LevelName, RoleName } from '../../parts/names'
import { PathOf } from '../../parts/paths'
import { whereOf } from '../../parts/scope'
import { through, whyNot, type Circumstances } from '../../parts/sentence'
import { Words } from '../../parts/words'
import { href } from '../../shell/route'
import { useHeld } from '../../snapshot/held'
import { commandOf } from './command'
import { Reaching } from './reaching'

export interface Options {
  readonly accessMethod: AccessMethod
  readonly identityGroups: readonly IdentityGroup[]
  readonly resource: AnyResource
  readonly right?: string
}

/** The decision as a sentence, and all that stands behind it. */
export function Answer({ user, permission, options }: { user: string; permission: string; options: Options }) {
  const { access, directory, people } = useHeld()
  const explanation = useMemo(() => access.explain(user, permission, options), [access, user, permission, options])
  const { allowed, reason, paths, coveringLevels = [], held, wouldGrant } = explanation
  const circumstances: Circumstances = { directory, where: whereOf(options.resource), accessMethod: options.accessMethod, person: people.name(user) }
  return (
    <div class="answer" role="region" aria-label="The answer" data-allowed={allowed}>
      <p class="sentence" role="status">
        <strong>{allowed ? 'Yes.' : 'No.'}</strong> <Subject {...circumstances} permission={permission} right={options.right} allowed={allowed} />{' '}
        {allowed ? <Words of={through(paths[0]!, directory)} /> : <Words of={whyNot(explanation, circumstances)} />}
      </p>
      <p class="reason">
        <code>{reason}</code>
      </p>
      {paths.length > 0 && (
        <Part title={paths.length === 1 ? 'The way in which it is held' : `${paths.length} ways in which it is held`}>
          {paths.map((path, at) => (
            <li key={at}>
              <PathOf path={path} />
            </li>
          ))}
        </Part>
      )}
      {coveringLevels.length > 0 && (
        <Part title="Their own levels that cover the place">
          {coveringLevels.map((level) => (
            <li key={`${level.company}/${level.key}`}>
              <LevelName level={level} />
            </li>
          ))}
        </Part>
      )}
      {allowed && directory.scoping && <Reaching user={user} permission={permission} options={options} />}
      {held.length > 0 && <Held held={held} />}
      {wouldGrant.length > 0 && (
        <Part title="Roles that would grant it">
          {wouldGrant.map((role) => (
            <li key={role}>
              <RoleName id={role} />{' '}
              {people.placeOf(user) !== undefined && (
                <a class="try" href={href('person', user, { tab: 'what-if', give: role })}>
                  what it would change
                </a>
              )}
            </li>
          ))}
        </Part>
      )}
      <details class="again">
        <summary>Ask the same on the command line</summary>
        <pre>{commandOf(user, permission, options)}</pre>
      </details>
    </div>
  )
}

function Subject({ person, permission, right, where, allowed }: Circumstances & { permission: string; right: string | undefined; allowed: boolean }) {
  const { directory } = useHeld()
  return (
    <>
      <b>
        <bdi>{person}</bdi>
      </b>{' '}
      {allowed ? 'may' : 'may not'}: <bdi>{directory.title(permission)}</bdi>
      {right && ` (${right})`}
      {where && (
        <>
          , <bdi>{where}</bdi>
        </>
      )}
      .
    </>
  )
}

const DOES_NOT_COUNT: Readonly<Record<string, string>> = {
  'access-method': 'not for this way of signing in',
  'out-of-scope': 'does not cover this place',
  'inactive-user': 'inactive',
}

function Held({ held }: Pick<Explanation, 'held'>) {
  return (
    <Part title="Held, and does not count here">
      {held.map((path, at) => (
        <li key={at}>
          <PathOf path={path} /> <span class="dim">{DOES_NOT_COUNT[path.reason] ?? path.reason}</span>
        </li>
      ))}
    </Part>
  )
}

function Part({ title, children }: { title: string; children: preact.ComponentChildren }) {
  return (
    <section class="part">
      <h2>{title}</h2>
      <ul>{children}</ul>
    </section>
  )
}

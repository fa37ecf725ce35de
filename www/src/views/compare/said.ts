// What a comparison says, in words.
import type { Because, Comparison, GrantChange } from 'rolepack/author'
import type { Sentence } from '../../parts/sentence'
import type { Directory, LevelKey } from '../../snapshot/directory'

/** A change, of whoever it is said. */
export function becauseOf(because: Because, directory: Directory): Sentence {
  const either = (one: string, other: string) => (because.added ? one : other)
  const level = (level: LevelKey) => ({ name: directory.level(level) })
  const role = (id: string, within: LevelKey | undefined): Sentence => ['role ', { name: directory.role(id) }, ...(within ? [' within ', level(within)] : [])]
  switch (because.change) {
    case 'scoping':
      return [`scoping was switched ${either('on', 'off')}`]
    case 'unknownUsers':
      return [`unknown users are ${either('allowed', 'no longer allowed')} what their groups give`]
    case 'dimension':
      return ['dimension ', { name: because.dimension }, either(' was declared', ' is gone')]
    case 'there':
      return [either('is new', 'was removed')]
    case 'active':
      return [either('was activated', 'was deactivated')]
    case 'role':
      return [either('was given ', 'lost '), ...role(because.role, because.within)]
    case 'team':
      return [either('joined team ', 'left team '), { name: directory.team(because.team) }]
    case 'teamRole':
      return ['team ', { name: directory.team(because.team) }, either(' was given ', ' lost '), ...role(because.role, because.within)]
    case 'roleGrants':
      return ['role ', { name: directory.role(because.role) }, either(' gained grants', ' lost grants')]
    case 'roleAccessMethod':
      return ['role ', { name: directory.role(because.role) }, either(' counts', ' no longer counts'), because.accessMethod === 'slideIn' ? ' with a kiosk badge' : ' with one’s own login']
    case 'levelActive':
      return ['level ', level(because.level), either(' was activated', ' was deactivated')]
    case 'levelCovers':
      return ['level ', level(because.level), either(' covers more', ' covers less')]
    case 'ownLevel':
      return [either('was given level ', 'lost level '), level(because.level)]
    case 'employeeLevel':
      return ['level ', level(because.level), either(' names', ' no longer names'), ' the employee']
    case 'defaultLevel':
      return ['level ', level(because.level), either(' is now a default', ' is no longer a default')]
    case 'ownLevels':
      return [either('has own levels, so that the defaults do not count', 'has no own levels, so that the defaults count')]
    case 'email':
      return ['has another e-mail']
  }
}

const OF_SOMEBODY: ReadonlySet<Because['change']> = new Set(['there', 'active', 'role', 'team', 'ownLevel', 'ownLevels', 'email'])

/** A change, where it is not said of whom. */
export function changeOf(because: Because, directory: Directory): Sentence {
  return OF_SOMEBODY.has(because.change) ? ['somebody ', ...becauseOf(because, directory)] : becauseOf(because, directory)
}

/** Where, and with which sign-in, something was gained or lost; empty: wherever and however. */
export function whereOf({ accessMethods, wholly, everywhere, ownLevels, levels, inexact }: GrantChange, gained: boolean, directory: Directory): Sentence {
  const [only] = accessMethods.length === 1 ? accessMethods : []
  const method: Sentence = only ? [only === 'slideIn' ? 'by kiosk badge ' : 'by one’s own login '] : []
  const listed = levels.flatMap((level, at): Sentence => [at ? ', ' : 'within ', { name: directory.level(level) }])
  const places: Sentence = [...(ownLevels ? ['where their own levels reach', ...(listed.length ? [' and '] : [])] : []), ...listed]
  const before = wholly ? '' : gained ? 'now also ' : 'no longer '
  const place: Sentence = !wholly && everywhere ? [gained ? 'now everywhere' : 'no longer everywhere'] : places.length ? [before, ...places] : []
  return [...method, ...place, ...(inexact ? ['; cannot be compared exactly'] : [])]
}

export function settingOf(setting: Comparison['settings'][number]): Sentence {
  switch (setting.setting) {
    case 'scoping':
      return [setting.on ? 'Scoping was switched on: access levels count.' : 'Scoping was switched off: what a request names is ignored, and every grant counts everywhere.']
    case 'unknownUsers':
      return [setting.groups ? 'Unknown users are no longer denied: they are allowed what their groups give.' : 'Unknown users are denied, whatever groups they present.']
    case 'dimension':
      return ['Dimension ', { name: setting.dimension }, setting.added ? ' was declared.' : ' is gone: a request that names it is denied.']
  }
}

/** All in one sentence. */
export function summaryOf({ users, effects, settings, structure, unaffected, oldNextChange, newNextChange }: Comparison): string {
  if (users.gaining + users.losing + effects.length === 0) {
    const same = settings.length === 0 && unaffected.length === 0 && oldNextChange === newNextChange && Object.values(structure).every(({ added, removed, changed }) => added.length + removed.length + changed.length === 0)
    return same ? 'Nothing differs that a decision reads.' : 'Nobody gains or loses anything.'
  }
  const count = (number: number) => number.toLocaleString('en')
  const groups = effects.filter((effect) => 'identityGroup' in effect).length
  const unknown = effects.some((effect) => 'unknownUser' in effect || 'unknownUsers' in effect)
  return [
    `Of ${count(users.all)} ${users.all === 1 ? 'person' : 'people'}, ${count(users.gaining)} gain and ${count(users.losing)} lose`,
    ...(groups ? [groups === 1 ? ', 1 identity group gives otherwise' : `, ${count(groups)} identity groups give otherwise`] : []),
    ...(unknown ? [', unknown users may otherwise'] : []),
    '.',
  ].join('')
}

import { useState } from 'preact/hooks'
import { assignment, teamsIn, usersIn, type Files, type RoleRef, type User } from '../document'
import { setRole, setTeam, type Holder } from '../edit'
import { change, nameOf, turn, type Bench } from '../bench'
import { Changes } from './changes'
import { Groups } from './groups'
import { People } from './people'
import { Roles } from './roles'
import { Section } from './section'
import { Method } from '../../../parts/presented'
import { Teams } from './teams'

interface Props {
  readonly bench: Bench
  readonly setBench: (change: (bench: Bench) => Bench) => void
}

/** Who stands at the station, and what the source says of them. */
export function Panel({ bench, setBench }: Props) {
  const { directory, files, original, person } = bench
  const [chosen, setChosen] = useState<Holder>({ kind: 'user', id: person })
  const users = usersIn(files)
  const user = users.find(({ id }) => id === person)
  const teams = user?.teams ?? []
  // A team that the person is not in is nobody's business here.
  const holder: Holder = chosen.kind === 'team' && teams.includes(chosen.id) ? chosen : { kind: 'user', id: person }
  const holderName = holder.kind === 'user' ? nameOf(bench) : directory.team(holder.id)

  const tickRole = (role: string, held: boolean) =>
    setBench((now) => change(now, setRole(now.files, now.original, holder, role, held), `${held ? 'Gave' : 'Took'} ${directory.role(role)} ${held ? 'to' : 'from'} ${holderName}`))
  const tickTeam = (team: string, member: boolean) =>
    setBench((now) => change(now, setTeam(now.files, now.original, person, team, member), `${member ? 'Put' : 'Took'} ${nameOf(now)} ${member ? 'into' : 'out of'} ${directory.team(team)}`))

  return (
    <section class="panel" aria-label="Who stands at the station">
      <People users={users} person={person} pick={(id) => setBench((now) => turn(now, { person: id }))} />
      <Method value={bench.accessMethod} change={(accessMethod) => setBench((now) => turn(now, { accessMethod }))} />
      <Section title="Roles" tally={user ? held(user, files) : ''} open>
        {user ? (
          <Roles files={files} directory={directory} user={user} holder={holder} choose={setChosen} tick={tickRole} />
        ) : (
          <p class="dim">No entry in the source, so no role of its own. The groups presented at sign-in may bring some.</p>
        )}
      </Section>
      {user && (
        <Section title="Teams" tally={teams.length ? String(teams.length) : 'none'}>
          <Teams files={files} directory={directory} member={teams} tick={tickTeam} />
        </Section>
      )}
      <Section title="Groups presented at sign-in" tally={bench.groups.length ? String(bench.groups.length) : 'none'}>
        <Groups mappings={directory.mappings} presented={bench.groups} present={(groups) => setBench((now) => turn(now, { groups }))} />
      </Section>
      <Changes original={original} files={files} undo={() => setBench((now) => change(now, now.original, 'Put everything back'))} />
    </section>
  )
}

function held(user: User, files: Files): string {
  const distinct = (refs: readonly RoleRef[]) => new Set(refs.map((ref) => assignment(ref).role)).size
  const byTeam = distinct(teamsIn(files).flatMap((team) => (user.teams?.includes(team.id) ? (team.roles ?? []) : [])))
  return `${distinct(user.roles ?? [])} direct${byTeam ? `, ${byTeam} by team` : ''}`
}

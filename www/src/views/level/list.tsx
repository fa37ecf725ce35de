import { useMemo } from 'preact/hooks'
import { Few } from '../../parts/few'
import { dimensionName } from '../../parts/scope'
import { Search } from '../../parts/search'
import { Table, type Column } from '../../parts/table'
import { Tag } from '../../parts/tag'
import { amend, href, useRoute } from '../../shell/route'
import type { Level } from '../../snapshot/directory'
import { useHeld, type Held } from '../../snapshot/held'
import { matcher } from '../../snapshot/plain'
import { valueName } from './values'

/** Every level, what it covers and for whom. */
export function ListOfLevels() {
  const held = useHeld()
  const { query } = useRoute()
  const asked = query.get('q') ?? ''
  const rows = useMemo(() => {
    const matches = matcher(asked)
    return held.directory.levels.filter(({ company, key, description, covers }) => matches([company, key, description, ...Object.values(covers).flat()].join('\n')))
  }, [held, asked])
  return (
    <Table label="Access levels" rows={rows} columns={columns(held)} id={({ company, key }) => `${company}/${key}`} file="access-levels" empty={asked.trim() ? `No level is found by “${asked.trim()}”.` : 'There is no access level in this snapshot.'}>
      <Search label="Key, description or a place" value={asked} change={(q) => amend({ q })} />
    </Table>
  )
}

function columns({ directory, people }: Held): Column<Level>[] {
  const dimensions = directory.dimensions.filter((dimension) => dimension !== 'company')
  const valuesIn = ({ covers }: Level, dimension: string) => (Object.hasOwn(covers, dimension) ? covers[dimension]! : [])
  return [
    {
      title: 'Level',
      share: 1.3,
      text: (level) => directory.level(level),
      cell: (level) => (
        <>
          <a class="who" href={href('level', `${level.company}/${level.key}`)}>
            <bdi>{directory.level(level)}</bdi>
          </a>
          {!level.active && <Tag>inactive</Tag>} {level.isDefault && <Tag>default</Tag>}
        </>
      ),
    },
    { title: 'Company', share: 0.7, text: ({ company }) => company, cell: ({ company }) => <bdi>{company === '*' ? 'every company' : company}</bdi> },
    { title: 'Key', text: ({ key }) => key },
    { title: 'What it is', share: 1.5, text: ({ description }) => description, cell: ({ description }) => <bdi class="dim">{description}</bdi> },
    {
      title: 'Covers',
      share: 2,
      text: (level) => dimensions.map((dimension) => `${dimensionName(dimension)}: ${valuesIn(level, dimension).join(', ') || 'none'}`).join('; '),
      cell: (level) => {
        const some = dimensions.filter((dimension) => valuesIn(level, dimension).length > 0)
        if (some.length === 0) return <span class="dim">nothing beyond its company</span>
        return (
          <span class="few">
            {some.map((dimension) => {
              const values = valuesIn(level, dimension)
              return (
                <span key={dimension}>
                  <span class="dim">{dimensionName(dimension)}</span> <Few of={values} most={2} between=", " each={(value) => <bdi>{valueName(value)}</bdi>} />
                </span>
              )
            })}
          </span>
        )
      },
    },
    { title: 'Assigned to', share: 0.6, text: (level) => String(people.withLevel(level).length), cell: (level) => <span class="figures">{people.withLevel(level).length.toLocaleString('en')}</span> },
    { title: 'Employee', text: ({ employee = '' }) => employee },
    { title: 'In use', text: ({ active }) => (active ? 'yes' : 'no') },
    { title: 'Default', text: ({ isDefault }) => (isDefault ? 'yes' : 'no') },
    { title: 'Remarks', text: ({ remarks }) => remarks },
  ]
}

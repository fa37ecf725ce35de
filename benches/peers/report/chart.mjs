import * as Plot from '@observablehq/plot'
import { JSDOM } from 'jsdom'
import { BASELINE } from '../peers/index.mjs'
import { number } from './table.mjs'

const MEASURES = [
  ['cold start', ({ start }) => start?.min],
  ['gate', ({ gate }) => gate?.min],
  ['edge', ({ edge }) => edge?.min],
  ['memory', ({ memory }) => memory?.held],
  ['data, brotli', ({ data }) => data.brotli],
]

/** From light to dark; every one of them is told from white and from black. */
const COLOURS = ['#7fb8e6', '#3f8fd2', '#d98a1f', '#b3371f']

/**
 * All sizes as one chart: how many times the baseline each takes, by what is measured. On a logarithmic scale; to the left of the line is
 * less than the baseline.
 *
 * @param {{ users: number, rows: object[] }[]} sizes
 */
export async function chart(sizes) {
  const points = sizes.flatMap(({ users, rows }) => {
    const baseline = rows.find(({ name }) => name === BASELINE)
    return rows.filter(({ name }) => name !== BASELINE).flatMap((row) =>
      MEASURES.map(([measure, of]) => ({ measure, title: row.title.replaceAll('`', ''), users: number(users), ratio: of(row) / of(baseline) })).filter(({ ratio }) => ratio > 0),
    )
  })
  const { document } = new JSDOM('').window
  const svg = Plot.plot({
    document,
    width: 1040, height: 440, marginLeft: 190, marginTop: 44, marginBottom: 40,
    style: { fontFamily: 'system-ui, sans-serif', fontSize: '12px' },
    className: 'peers',
    x: { type: 'log', label: '× the hand-written bit sets; less is better', grid: true, domain: [0.04, 100_000], ticks: [0.1, 1, 10, 100, 1000, 10_000], tickFormat: (value) => ({ 0.1: '0.1', 1: '1', 100: '100', 10_000: '10 k' })[value] ?? '', labelAnchor: 'center', labelArrow: 'none' },
    y: { label: null, domain: [...new Set(points.map(({ title }) => title))] },
    fx: { label: null, domain: MEASURES.map(([measure]) => measure), padding: 0.08 },
    color: { domain: sizes.map(({ users }) => number(users)), range: COLOURS },
    marks: [
      Plot.ruleX([1], { stroke: 'currentColor', strokeWidth: 1.5 }),
      // One below the other, so that none hides another.
      ...sizes.map(({ users }, at) =>
        Plot.dot(points.filter((point) => point.users === number(users)), { x: 'ratio', y: 'title', fx: 'measure', fill: 'users', r: 3.5, dy: 6 * at - 3 * (sizes.length - 1) })),
    ],
  })
  svg.setAttribute('role', 'img')
  svg.setAttribute('aria-label', 'For each peer and size: how many times the hand-written bit sets it takes; the numbers are in the tables')
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  const style = document.createElementNS('http://www.w3.org/2000/svg', 'style')
  // The chart stands on the page's own ground, light or dark.
  style.textContent = '.peers{color:#1f2328;background:none}@media(prefers-color-scheme:dark){.peers{color:#e6edf3}}'
  svg.prepend(style)
  svg.append(legend(document, sizes))
  return `${svg.outerHTML}\n`
}

function legend(document, sizes) {
  const make = (name, attributes, text = '') => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name)
    for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value)
    element.textContent = text
    return element
  }
  const group = make('g', { transform: 'translate(190, 12)' })
  group.append(make('text', { x: -10, y: 4, 'text-anchor': 'end', fill: 'currentColor' }, 'users'))
  sizes.forEach(({ users }, at) => {
    group.append(make('circle', { cx: at * 100 + 6, cy: 0, r: 3.5, fill: COLOURS[at] }))
    group.append(make('text', { x: at * 100 + 16, y: 4, 'text-anchor': 'start', fill: 'currentColor' }, number(users)))
  })
  return group
}

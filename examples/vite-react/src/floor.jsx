import { useState } from 'react'
import { Action } from './action.jsx'
import { STATIONS } from './floor.js'

export function Floor() {
  const [said, say] = useState('')
  return (
    <>
      <div className="floor">
        {STATIONS.map((station) => (
          <Station key={station.id} station={station} say={say} />
        ))}
      </div>
      <p className="said" role="status">
        {said}
      </p>
    </>
  )
}

function Station({ station, say }) {
  const { id, plant, name, run, work, actions } = station
  return (
    <section aria-labelledby={id}>
      <header>
        <span className="plant" title={`Plant ${plant}`}>
          {plant}
        </span>
        <h2 id={id}>{name}</h2>
        <p>
          <code>{run}</code> {work}
        </p>
      </header>
      <ul>
        {actions.map((name) => (
          <li key={name}>
            <Action station={station} name={name} say={say} />
          </li>
        ))}
      </ul>
    </section>
  )
}

'use client'
import { useEffect } from 'react'
import { everything } from '../../everything.mjs'

export function Client() {
  useEffect(() => {
    const engine = new URL('rolepack/engine.wasm', import.meta.url)
    everything(fetch(engine)).then((results) => (globalThis.results = results))
  }, [])
  return <p>The suite runs in this browser.</p>
}

// An edge function, for a runtime that knows the event alone.
import engine from 'rolepack/engine.wasm?module'
import { answer } from './everything.mjs'

addEventListener('fetch', (event) => event.respondWith(answer(engine)))

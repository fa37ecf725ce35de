// An edge function, for a runtime that knows the event alone.
import { answer } from './addresses.mjs'

addEventListener('fetch', (event) => event.respondWith(answer(event.request)))

// The same worker for those who listen for the event.
import worker from './worker.mjs'

addEventListener('fetch', (event) => event.respondWith(worker.fetch(event.request)))

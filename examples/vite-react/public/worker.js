// The page itself, for offline: what was fetched last. What is answered by the server is left alone.
const files = ({ method, url }) => method === 'GET' && new URL(url).origin === location.origin && !/^\/access\//.test(new URL(url).pathname)

addEventListener('install', (event) => event.waitUntil(skipWaiting()))
addEventListener('activate', (event) => event.waitUntil(clients.claim()))
addEventListener('fetch', (event) => files(event.request) && event.respondWith(newest(event.request)))

async function newest(request) {
  const cache = await caches.open('page')
  try {
    const response = await fetch(request)
    if (response.ok) await cache.put(request, response.clone())
    return response
  } catch (error) {
    const kept = await cache.match(request)
    if (kept) return kept
    throw error
  }
}

// Which route a path is: one, however it is written, or none.
import { same } from '../check.mjs'

export default function (_, { anywhere, routes, raw }) {
  return [
    ['guard: a path that can be read in two ways matches no route', async () => {
      const { fetch, calls } = routes({ 'GET /*': 'public', 'GET /:a': 'public', 'GET /admin/runs': anywhere, 'GET /a/:b': 'public' })
      const status = async (path) => (await fetch(raw(`http://edge${path}`))).status
      for (const path of [
        '/admin%2fruns', '/admin%2Fruns', '/admin%5cruns', '/admin\\runs', '/a/%2f', '/a/..%2fadmin', '/a/../admin/runs', '/a/%2e%2e/admin/runs', '/a/.%2E/admin/runs', '/./admin/runs', '/%2e/admin/runs', '/a/..', '/..', '/.', '/a/.', '//admin/runs', '/admin//runs', '///', '//', '/a//',
        '/admin;x/runs', '/admin/runs;jsessionid=1', '/a/b%3b', '/admin/runs%00', '/a/%0a', '/a/%7f', '/a/%c2%85', '/a/%', '/a/%4', '/a/%zz', '/a/%ff', '/a/%c0%af', '/a/%ed%a0%80', '/a/%252fadmin', '/a/%252e%252e', '/a/%2541', '/a/b c', '/a/é', '/a/\t', `/${'a/'.repeat(64)}`, `/${'x'.repeat(8192)}`, `/?${'x'.repeat(8193)}`, '/a?a\tt=B', '/a?\n', '/a#/b', '/a/b#', '/a?#', '/a? ', '/a?\0', 'x', '@x/admin/runs',
      ].filter((path) => path.startsWith('/'))) same([path, await status(path)], [path, 400])
      same(calls, [])
      for (const path of ['/a/b', '/a/%40', '/a/b%20c', '/a/%C3%A9', '/a/...', '/a/%25', '/a/b?x=/../%2f;', '/x/y/z', '/']) same([path, await status(path)], [path, 200])
      same(await status('/x/'), 401)
      same([await status('/a/b'), (await fetch(raw('/a/b'))).status, (await fetch(raw('/admin/runs'))).status, (await fetch(raw('/admin/runs?to=http://edge/a/b'))).status, (await fetch(raw('//edge/a/b'))).status], [200, 200, 401, 401, 400])
      same(await (await fetch(raw('http://edge\\admin\\runs'))).json(), { type: 'about:blank', title: 'Bad Request', status: 400, reason: 'malformed-path' })
    }],
    ['guard: no spelling of a literal makes a weaker route of it', async () => {
      const { fetch } = routes({ 'GET /*': 'public', 'GET /:page': 'public', 'GET /admin': { permission: 'visit', scope: 'anywhere' }, 'GET /admin/:id': { permission: 'visit', scope: 'anywhere' }, 'GET /users/me': anywhere, 'GET /users/:id': 'public', 'GET /größe': anywhere })
      const status = async (path) => (await fetch(raw(`http://edge${path}`, { headers: { 'x-user': 'ada' } }))).status
      for (const path of ['/admin', '/ADMIN', '/Admin', '/%61dmin', '/admi%6E', '/admin/', '/admin/1', '/admin/1/', '/Admin/1', '/%61dmin/1', '/%EF%BD%81dmin', '/users/ME', '/users/m%65', '/USERS/me', '/users/7/', '/users/', '/gr%C3%96%C3%9fe', '/gr%C3%B6%c3%9fe']) same([path, await status(path)], [path, 403])
      for (const path of ['/users/me', '/users/7', '/gr%C3%B6%C3%9Fe', '/page', '/admins', '/users/mee', '/Users']) same([path, await status(path)], [path, 200])
    }],
    ['guard: a handler that overlooks a slash at the end, or takes `/x/*` for `/x` too, is reached by no weaker route', async () => {
      const visit = { permission: 'visit', scope: 'anywhere' }
      const { fetch } = routes({ 'GET /*': 'public', 'GET /:page': 'public', 'GET /admin/*': visit, 'GET /docs/': visit, 'GET /open': 'public', 'GET /open/*': visit, 'GET /both': visit, 'GET /both/': 'public', 'GET /files/:name': 'public', 'GET /files/*': visit })
      const status = async (path) => (await fetch(raw(`http://edge${path}`, { headers: { 'x-user': 'ada' } }))).status
      for (const path of ['/admin', '/ADMIN', '/%61dmin', '/admin/', '/docs', '/Docs', '/docs/', '/open/', '/both', '/files/', '/files']) same([path, await status(path)], [path, 403])
      for (const path of ['/open', '/both/', '/files/a', '/page', '/', '/x/y']) same([path, await status(path)], [path, 200])
    }],
    ['guard: nor where it overlooks the slash of a route that is written with one, or takes `/x/*` not for `/x/`', async () => {
      const visit = { permission: 'visit', scope: 'anywhere' }
      const { fetch } = routes({ 'GET /:page/': 'public', 'GET /admin': visit, 'GET /a/:x/': 'public', 'GET /a/b': visit, 'GET /users/*': visit, 'GET /users/:id/*': 'public', 'GET /teams/:id': visit, 'GET /teams/:id/:part/*': 'public', 'GET /teams/:id/:part': visit, 'GET /docs/*': 'public' })
      const status = async (path) => (await fetch(raw(`http://edge${path}`, { headers: { 'x-user': 'ada' } }))).status
      for (const path of ['/admin', '/admin/', '/a/b', '/a/b/', '/users/7', '/users/7/', '/teams/7/x/']) same([path, await status(path)], [path, 403])
      for (const path of ['/page/', '/a/c/', '/users/7/x', '/users/7/x/', '/teams/7/x/y', '/docs/', '/docs/x']) same([path, await status(path)], [path, 200])
    }],
    ['guard: of several routes the one with the most literal beginning counts', async () => {
      const { ask, calls } = routes(Object.fromEntries(['GET /*', 'GET /', 'GET /a/*', 'GET /a/:b', 'GET /a/b', 'GET /a/b/', 'GET /a/:b/c', 'GET /a/b/:c/d', 'GET /:a/b', 'POST /a/b'].map((pattern) => [pattern, 'public'])))
      for (const [path, pattern, found] of [['/', '/', {}], ['/q', '/*', { '*': 'q' }], ['/a/', '/a/*', { '*': '' }], ['/a/b', '/a/b', {}], ['/a/b/', '/a/b/', {}], ['/a/x', '/a/:b', { b: 'x' }], ['/a/b/c', '/a/:b/c', { b: 'b' }], ['/a/b/c/d', '/a/b/:c/d', { c: 'c' }], ['/a/b/c/e', '/a/*', { '*': 'b/c/e' }], ['/x/b', '/:a/b', { a: 'x' }], ['/x/y%20z', '/*', { '*': 'x/y z' }]]) {
        same(await ask(`GET ${path}`), 200)
        same([calls.at(-1).granted.route, { ...calls.at(-1).granted.params }], [`GET ${pattern}`, found], path)
      }
    }],
  ]
}

import { getRequestListener } from '@hono/node-server'
import { defineConfig } from 'vite'

/** Answers what is not a file by `server/`. Where you deploy, a server of yours has the same handler, and `dist/` is served beside it. */
function server() {
  const use = async ({ middlewares }) => {
    const { answers, answer } = await import('./server/answer.js')
    const listener = getRequestListener(answer)
    middlewares.use((request, response, next) => (answers(request.url) ? listener(request, response) : next()))
  }
  return { name: 'server', configureServer: use, configurePreviewServer: use }
}

export default defineConfig({ plugins: [server()] })

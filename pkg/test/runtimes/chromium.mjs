// Pages in Chromium, and folders served to it.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { after } from 'node:test'
import { chromium } from 'playwright-core'
import { fresh } from './fresh.mjs'

const types = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm' }

let launched
const browser = () => (launched ??= chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] }))

/** A new page, empty yet. */
export async function newPage() {
  return (await browser()).newPage()
}

/** Somebody's browser, with tabs that share what they store. */
export async function newContext() {
  return (await browser()).newContext()
}
after(async () => (await launched)?.close())

/**
 * What the page at this address leaves in `results`; its errors are thrown. The suite asks for permissions that do not exist: whoever is built
 * for `development` must have warned of some, and nobody else of any.
 */
export async function resultsOf(url, { development = false } = {}) {
  const page = await newPage()
  const failed = new Promise((_, reject) => page.on('pageerror', reject))
  let warned = false
  page.on('console', (message) => (warned ||= message.type() === 'warning' && message.text().startsWith('rolepack: no permission of')))
  await page.goto(url)
  const found = await Promise.race([page.waitForFunction(() => globalThis.results, undefined, { timeout: 120_000 }), failed])
  const results = await found.jsonValue()
  assert.equal(warned, development, 'warned of permissions that do not exist')
  return results
}

/** Serves what a bundler wrote into a folder, and a page that loads `script`; answers the address. */
export async function serve(folder, script) {
  const page = `<!doctype html><script type="module" src="/${script}"></script>`
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url, 'http://page').pathname)
    if (path === '/') return response.writeHead(200, { 'content-type': 'text/html' }).end(page)
    try {
      const body = await readFile(join(fresh(folder), path))
      response.writeHead(200, { 'content-type': types[extname(path)] }).end(body)
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  after(() => server.close())
  return `http://127.0.0.1:${server.address().port}/`
}

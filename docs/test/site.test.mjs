// The built site, served as strictly as its own pages ask, in Chromium: nothing is asked of anybody else, and nothing complains.
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.png': 'image/png', '.json': 'application/json' }
const pages = readdirSync(dist, { recursive: true }).filter((path) => path.endsWith('.html') && path !== '404.html')
let server
let browser
let origin

before(async () => {
  server = createServer(async ({ url }, response) => {
    const path = normalize(decodeURIComponent(new URL(url, 'http://localhost').pathname))
    const body = await readFile(join(dist, path.endsWith('/') ? `${path}index.html` : path)).catch(() => undefined)
    response.writeHead(body ? 200 : 404, { 'content-type': types[extname(path) || '.html'] ?? 'application/octet-stream' }).end(body)
  }).listen(0, '127.0.0.1')
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] })
  origin = `http://127.0.0.1:${server.address().port}`
})

after(async () => {
  await browser?.close()
  server?.close()
})

async function open(use, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })
  const page = await context.newPage()
  const complaints = []
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('request', (request) => request.url().startsWith(origin) || request.url().startsWith('data:') || complaints.push(`asked ${request.url()}`))
  page.on('response', (response) => response.status() < 400 || complaints.push(`${response.status()} ${response.url()}`))
  await use(page)
  await context.close()
  assert.deepEqual(complaints, [])
}

test('every page stands by itself, and nothing is wider than a phone', async () => {
  assert.ok(pages.length > 20)
  await open(async (page) => {
    for (const path of pages) {
      await page.goto(`${origin}/${path}`)
      await page.waitForFunction(() => document.querySelector('#app')?.__vue_app__)
      assert.equal(await page.locator('main h1').count(), 1, path)
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      assert.ok(wide <= 0, `${path} is ${wide} pixels wider than the screen`)
    }
  }, { viewport: { width: 390, height: 844 }, colorScheme: 'dark' })
})

test('every link of a page leads somewhere', async () => {
  const ids = new Map()
  const links = []
  for (const path of pages) {
    const html = await readFile(join(dist, path), 'utf8')
    ids.set(`/${path}`, new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)))
    for (const [, href] of html.matchAll(/<a [^>]*href="([^"]+)"/g)) links.push([path, new URL(href, `${origin}/${path}`)])
  }
  const lost = links.filter(([, { origin: from, pathname, hash }]) => {
    if (from !== origin) return false
    const target = ids.get(pathname.endsWith('/') ? `${pathname}index.html` : pathname)
    return !target || (hash && !target.has(decodeURIComponent(hash.slice(1))))
  })
  assert.deepEqual(lost.map(([path, { pathname, hash }]) => `${path}: ${pathname}${hash}`), [])
})

test('the search finds an error by its code, without asking anybody', async () => {
  await open(async (page) => {
    await page.goto(`${origin}/index.html`)
    await page.waitForFunction(() => document.querySelector('#app')?.__vue_app__)
    await page.keyboard.press('Control+k')
    await page.locator('#localsearch-input').fill('wrong-organization')
    await page.locator('#localsearch-list .result').first().waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(/errors/)
  })
})

import { createHash } from 'node:crypto'
import { defineConfig } from 'vitepress'
import { named } from './named.mjs'

export default defineConfig({
  title: 'Rolepack',
  description: 'May this user do that? An organisation’s access in one small file, asked anywhere, explained always',
  lang: 'en-GB',
  // Where the site does not lie at the root of its host: DOCS_BASE=/rolepack/ npm run build
  base: process.env.DOCS_BASE ?? '/',
  srcExclude: ['README.md', 'node_modules/**', 'test/**'],
  outDir: './dist',
  // The one script that would otherwise differ from page to page stands in a file, so that a policy can forbid inline ones.
  metaChunk: true,
  head: [['link', { rel: 'icon', href: `${process.env.DOCS_BASE ?? '/'}icon.svg`, type: 'image/svg+xml' }]],
  markdown: { config: named },
  transformHtml: policed,
  themeConfig: {
    logo: '/icon.svg',
    search: { provider: 'local' },
    outline: { level: [2, 3] },
    nav: [
      { text: 'Start', link: '/' },
      { text: 'Concepts', link: '/concepts' },
      { text: 'Recipes', link: '/recipes/' },
      { text: 'Errors', link: '/errors' },
    ],
    sidebar: [
      {
        text: 'Begin',
        items: [
          { text: 'What it is', link: '/' },
          { text: 'Concepts', link: '/concepts' },
          { text: 'Coming from elsewhere', link: '/from/' },
        ],
      },
    ],
  },
})

/** Lets each page load what this site brings and nothing else: its own policy names the few inline scripts by their hashes. */
function policed(html) {
  const inline = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]+?)<\/script>/g)].map(([, text]) => text)
  const hashes = inline.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`)
  const policy = `default-src 'self'; script-src 'self' ${hashes.join(' ')}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'`
  return html.replace('<head>', `<head>\n    <meta http-equiv="Content-Security-Policy" content="${policy}">`)
}

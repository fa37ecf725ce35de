import { createHash } from 'node:crypto'
import { defineConfig } from 'vitepress'
import { blocks } from './blocks.mjs'

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
  markdown: { config: blocks },
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
        ],
      },
      {
        text: 'Recipes',
        link: '/recipes/',
        items: [
          { text: 'Gate a button', link: '/recipes/gate-a-button' },
          { text: 'A plain page', link: '/recipes/plain-page' },
          { text: 'React', link: '/recipes/react' },
          { text: 'Svelte', link: '/recipes/svelte' },
          { text: 'Vue', link: '/recipes/vue' },
          { text: 'A server in Node', link: '/recipes/node-server' },
          { text: 'A worker at the edge', link: '/recipes/edge-worker' },
          { text: 'Guard every route', link: '/recipes/edge-guard' },
          { text: 'A server in Rust', link: '/recipes/rust-server' },
          { text: 'Fresh snapshots', link: '/recipes/fresh-snapshots' },
          { text: 'Serve slices', link: '/recipes/serve-slices' },
          { text: 'Offline', link: '/recipes/offline' },
          { text: 'AuthZEN', link: '/recipes/authzen' },
          { text: 'Here and not there', link: '/recipes/places' },
          { text: 'Who can', link: '/recipes/who-can' },
          { text: 'From ION', link: '/recipes/import-ion' },
          { text: 'From Intacct', link: '/recipes/import-intacct' },
          { text: 'A million users', link: '/recipes/million-users' },
          { text: 'A review', link: '/recipes/review' },
          { text: 'Pull requests', link: '/recipes/pull-request' },
          { text: 'Replay decisions', link: '/recipes/replay' },
          { text: 'Signatures', link: '/recipes/sign' },
          { text: 'Expectations in CI', link: '/recipes/expectations' },
          { text: 'TypeScript', link: '/recipes/typescript' },
        ],
      },
      {
        text: 'Coming from',
        link: '/from/',
        items: [
          { text: 'CASL', link: '/from/casl' },
          { text: 'Casbin', link: '/from/casbin' },
          { text: 'Cedar', link: '/from/cedar' },
          { text: 'OPA', link: '/from/opa' },
        ],
      },
      {
        text: 'Look up',
        items: [
          { text: 'Errors', link: '/errors' },
          { text: 'Command line', link: '/command-line' },
          { text: 'JavaScript', link: '/javascript' },
          { text: 'Rust', link: '/rust' },
          { text: 'Expectations', link: '/expectations' },
          { text: 'Catalogues', link: '/catalogues' },
          { text: 'The snapshot format', link: '/format' },
          { text: 'Threat model', link: '/threat-model' },
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

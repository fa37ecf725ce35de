// For pages without a build step: `<script type="module" src="…/page.js" data-snapshot="/access/me">`. The build bundles it into `dist/page`.
import { Access } from 'rolepack'
import { call } from './call.js'
import { gatePage, type GatedPage } from './gate-page.js'

async function opened() {
  const address = call(document, 'querySelector', 'script[data-snapshot]')?.getAttribute('data-snapshot')
  if (!address) throw new TypeError('the script says by `data-snapshot` where the slice of the user is served')
  return Access.open(new URL(address, document.baseURI), { slice: true })
}

const access = opened()
// Nobody else would tell of it.
access.catch(console.error)

/** The page, gated. Other scripts of it may import this. */
export const page: GatedPage = gatePage(access)

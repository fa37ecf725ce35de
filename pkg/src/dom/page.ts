// For pages without a build step: `<script type="module" src="…/page.js" data-snapshot="/access/me">`. The build bundles it into `dist/page`.
import { Access } from 'rolepack'
import { gatePage, type GatedPage } from './gate-page.js'

const address = document.querySelector<HTMLScriptElement>('script[data-snapshot]')?.dataset['snapshot']
const access = address ? Access.open(new URL(address, document.baseURI), { slice: true }) : Promise.reject(new TypeError('the script says by `data-snapshot` where the slice of the user is served'))
// Nobody else would tell of it.
access.catch(console.error)

/** The page, gated. Other scripts of it may import this. */
export const page: GatedPage = gatePage(access)

import '@fontsource-variable/ibm-plex-sans/wght.css'
import '@fontsource/ibm-plex-mono/latin-400.css'
import '@fontsource/ibm-plex-mono/latin-ext-400.css'
import '@fontsource/ibm-plex-mono/latin-500.css'
import './style/colours.css'
import './style/page.css'
import './style/parts.css'
import './style/print.css'
import { render } from 'preact'
import { Shell } from './shell/shell'

render(<Shell />, document.getElementById('page')!)

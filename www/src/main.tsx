import '@fontsource-variable/ibm-plex-sans/wght.css'
import '@fontsource/ibm-plex-mono/latin-400.css'
import '@fontsource/ibm-plex-mono/latin-ext-400.css'
import '@fontsource/ibm-plex-mono/latin-500.css'
import './style/colours.css'
import './style/page.css'
import './style/controls.css'
import './style/panel.css'
import './style/floor.css'
import { render } from 'preact'
import { App } from './app'

render(<App />, document.getElementById('page')!)

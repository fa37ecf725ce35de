import { createSSRApp } from 'vue'
import { renderToString } from 'vue/server-renderer'
import App from './App.vue'

/** The page's template with the application in it, and with what that was rendered from. */
export async function render(template, me) {
  const app = await renderToString(createSSRApp(App, { me }))
  // Nothing in it ends the element that it stands in.
  const json = JSON.stringify(me).replaceAll('<', '\\u003c')
  return template.replace('<!--app-->', () => app).replace('<!--me-->', () => json)
}

import { createSSRApp } from 'vue'
import App from './App.vue'
import './app.css'

// The browser takes over what the server rendered, from the same slice.
const me = JSON.parse(document.getElementById('me').textContent)
createSSRApp(App, { me }).mount('#app')

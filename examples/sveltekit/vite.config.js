import { sveltekit } from '@sveltejs/kit/vite'
import { defineConfig } from 'vite'

// Where it is deployed, the platform's adapter stands here: `sveltekit({ adapter: adapter() })`.
export default defineConfig({ plugins: [sveltekit()] })

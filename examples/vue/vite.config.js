import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

// Beside it stands `dist/server`, which is not for browsers.
export default defineConfig({ plugins: [vue()], build: { outDir: 'dist/client' } })

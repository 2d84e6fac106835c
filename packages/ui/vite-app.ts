import react from '@vitejs/plugin-react'
import { defineConfig, type UserConfig } from 'vite'

/** Where the server listens while an app is developed; `KERBSIDE_SERVER` names another one. */
const server = process.env.KERBSIDE_SERVER ?? 'http://localhost:8080'

/** Folders of node_modules that go into a chunk of their own, so that an app's change leaves them cached. */
const chunks = [
  { name: 'map', test: /node_modules[\\/](maplibre-gl|@maplibre)[\\/]/ },
  {
    name: 'aria',
    test: /node_modules[\\/](react-aria|react-aria-components|react-stately|@react-aria|@internationalized)[\\/]/,
  },
  { name: 'react', test: /node_modules[\\/](react|react-dom|react-router|scheduler)[\\/]/ },
]

/**
 * The one Vite configuration of the apps. `root` is the app's folder with its `index.html`, `base` its address
 * such as `/customer/`; the build goes to `dist/`. In development the API and the sockets are proxied.
 */
export const viteApp = ({ name, base, root }: { name: string; base: string; root: string }): UserConfig =>
  defineConfig({
    root,
    base,
    cacheDir: `${import.meta.dirname}/../../node_modules/.vite-${name}`,
    plugins: [react()],
    server: {
      proxy: {
        '/v1': { target: server },
        '/socket.io': { target: server, ws: true },
      },
    },
    worker: { format: 'es' },
    build: {
      target: 'es2022',
      outDir: 'dist',
      sourcemap: true,
      chunkSizeWarningLimit: 1200,
      rolldownOptions: {
        output: { codeSplitting: { groups: chunks } },
      },
    },
  })

import { viteApp } from '@kerbside/ui/vite-app'

export default viteApp({ name: 'console', base: '/console/', root: import.meta.dirname })

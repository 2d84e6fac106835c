import { viteApp } from '@kerbside/ui/vite-app'

export default viteApp({ name: 'customer', base: '/customer/', root: import.meta.dirname })

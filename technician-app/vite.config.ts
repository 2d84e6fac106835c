import { viteApp } from '@kerbside/ui/vite-app'

export default viteApp({ name: 'technician', base: '/technician/', root: import.meta.dirname })

import '../theme/theme.css'
import { CityTimeZone, initTexts, startApp } from '../index.ts'
import { ConsolePage, PhonePage, PinPage } from './gallery-pages.tsx'
import { GalleryParts } from './gallery-parts.tsx'

initTexts({ en: {}, 'zh-CN': {} })

const asked = new URLSearchParams(location.search).get('app')
const app = asked === 'technician' || asked === 'console' ? asked : 'customer'
const inShanghai = (page: React.ReactNode) => <CityTimeZone timeZone="Asia/Shanghai">{page}</CityTimeZone>

startApp({
  app,
  basename: '/gallery',
  routes: [
    { path: '/', element: inShanghai(<GalleryParts />) },
    { path: '/phone', element: inShanghai(<PhonePage />) },
    { path: '/pin', element: inShanghai(<PinPage />) },
    { path: '/console', element: inShanghai(<ConsolePage />) },
  ],
})

import '@kerbside/ui/theme.css'
import './technician-texts.ts'
import './technician.css'
import { startApp } from '@kerbside/ui'
import { DriveScreen } from './drive-screen.tsx'
import { MineScreen } from './mine-screen.tsx'
import { NowScreen } from './now-screen.tsx'
import { OnDuty } from './on-duty.tsx'
import { TourScreen } from './tour-screen.tsx'

startApp({
  app: 'technician',
  routes: [
    {
      element: <OnDuty />,
      children: [
        { path: '/', element: <NowScreen /> },
        { path: '/tour', element: <TourScreen /> },
        { path: '/drive/:jobId', element: <DriveScreen /> },
        { path: '/mine', element: <MineScreen /> },
      ],
    },
  ],
})

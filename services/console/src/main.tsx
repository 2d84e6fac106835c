import '@kerbside/ui/theme.css'
import './console-texts.ts'
import './console.css'
import './learning.css'
import './zones.css'
import { startApp } from '@kerbside/ui'
import { ConsoleFrame } from './console-frame.tsx'
import { JobListPage } from './job-list-page.tsx'
import { JobPage } from './job-page.tsx'
import { LearningPage } from './learning-page.tsx'
import { LivePage } from './live-page.tsx'
import { MachinesPage } from './machines-page.tsx'
import { OutboxPage } from './outbox-page.tsx'
import { PeoplePage } from './people-page.tsx'
import { RoadsPage } from './roads-page.tsx'
import { ZonesPage } from './zones-page.tsx'

startApp({
  app: 'console',
  routes: [
    {
      element: <ConsoleFrame />,
      children: [
        { path: '/', element: <LivePage /> },
        { path: '/jobs', element: <JobListPage /> },
        { path: '/jobs/:id', element: <JobPage /> },
        { path: '/zones', element: <ZonesPage /> },
        { path: '/roads', element: <RoadsPage /> },
        { path: '/learning', element: <LearningPage /> },
        { path: '/people', element: <PeoplePage /> },
        { path: '/machines', element: <MachinesPage /> },
        { path: '/outbox', element: <OutboxPage /> },
      ],
    },
  ],
})

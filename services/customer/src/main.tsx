import '@kerbside/ui/theme.css'
import './customer-texts.ts'
import './customer.css'
import { startApp } from '@kerbside/ui'
import { CarScreen } from './car-screen.tsx'
import { CityFrame } from './city-frame.tsx'
import { JobScreen } from './job-screen.tsx'
import { JobsScreen } from './jobs-screen.tsx'
import { MeScreen } from './me-screen.tsx'
import { PlaceScreen } from './place-screen.tsx'
import { QuoteScreen } from './quote-screen.tsx'
import { SafetyScreen } from './safety-screen.tsx'
import { ServicesScreen } from './services-screen.tsx'
import { SignedIn } from './signed-in.tsx'
import { StartScreen } from './start-screen.tsx'

startApp({
  app: 'customer',
  routes: [
    {
      element: <CityFrame />,
      children: [
        { path: '/', element: <StartScreen /> },
        { path: '/safety', element: <SafetyScreen /> },
        { path: '/services/:category', element: <ServicesScreen /> },
        {
          element: <SignedIn />,
          children: [
            { path: '/car', element: <CarScreen /> },
            { path: '/place', element: <PlaceScreen /> },
            { path: '/quote', element: <QuoteScreen /> },
            { path: '/jobs', element: <JobsScreen /> },
            { path: '/jobs/:id', element: <JobScreen /> },
          ],
        },
        { path: '/me', element: <MeScreen /> },
      ],
    },
  ],
})

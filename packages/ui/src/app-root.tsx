import { type ReactNode, StrictMode } from 'react'
import { I18nProvider } from 'react-aria-components'
import { createRoot } from 'react-dom/client'
import { createBrowserRouter, type RouteObject, RouterProvider, useRouteError } from 'react-router'
import { Button } from './components/button.tsx'
import { Failed } from './components/screen-states.tsx'
import { Toasts } from './components/toasts.tsx'
import { SessionProvider } from './session/session.tsx'
import { useSharedTexts } from './texts/text-store.ts'
import { startTheme } from './theme/theme-store.ts'

/** A page that crashed, with the way out of loading it again. */
export const CrashPage = () => {
  const { t } = useSharedTexts()
  const error = useRouteError()
  return (
    <div style={{ display: 'grid', minHeight: '100dvh', placeItems: 'center' }}>
      <Failed
        error={error}
        action={
          <Button kind="primary" onPress={() => location.reload()}>
            {t('problem.reload')}
          </Button>
        }
      />
    </div>
  )
}

/** Everything that stands around an app's pages: language of React Aria, session, live link, queries, toasts. */
export const AppRoot = ({ app, children }: { app: string; children: ReactNode }) => {
  const { language } = useSharedTexts()
  return (
    <I18nProvider locale={language}>
      <SessionProvider app={app}>
        {children}
        <Toasts />
      </SessionProvider>
    </I18nProvider>
  )
}

/**
 * Starts an app in `#root`: theme, `data-app` for sizes, router under `/<app>`. Call `initTexts` before
 * (importing the app's texts module does).
 */
export const startApp = ({
  app,
  routes,
  basename = `/${app}`,
}: {
  app: 'customer' | 'technician' | 'console'
  routes: RouteObject[]
  basename?: string
}): void => {
  startTheme()
  document.documentElement.dataset.app = app
  const guarded: RouteObject[] = [{ errorElement: <CrashPage />, children: routes }]
  const root = document.getElementById('root')
  if (!root) throw new Error('The page has no #root')
  createRoot(root).render(
    <StrictMode>
      <AppRoot app={app}>
        <RouterProvider router={createBrowserRouter(guarded, { basename })} />
      </AppRoot>
    </StrictMode>,
  )
}

import { useSession } from '@kerbside/ui'
import { Outlet, useOutletContext } from 'react-router'
import { SignInScreen } from './sign-in-screen.tsx'

/** Pages that need a person: the phone number is asked here, and the page goes on where it was. */
export const SignedIn = () => {
  const { role } = useSession()
  const context = useOutletContext()
  return role === 'customer' ? <Outlet context={context} /> : <SignInScreen />
}

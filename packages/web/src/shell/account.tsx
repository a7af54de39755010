import type { Desk } from '../kit/desk.ts'
import { Page as SignOut } from './sign-out-page.tsx'

/** What everybody has who is signed in. */
export const accountDesk: Desk = {
  pages: [
    {
      path: '/account',
      title: ['我的账号', 'My account'],
      right: 'signed-in',
      load: () => import('./account-page.tsx'),
    },
    {
      path: '/sign-out',
      title: ['退出', 'Sign out'],
      right: 'signed-in',
      // Too small for a file of its own.
      load: async () => ({ Page: SignOut }),
      bare: true,
    },
  ],
}

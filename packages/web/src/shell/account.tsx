import type { Desk } from '../kit/desk.ts'

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
      load: () => import('./sign-out-page.tsx'),
      bare: true,
    },
  ],
}

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
  ],
}

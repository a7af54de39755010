import { IdcardOutlined } from '@ant-design/icons'
import type { Desk } from '../kit/index.ts'

/** Insured people. */
export const peopleDesk: Desk = {
  pages: [
    {
      path: '/people',
      title: ['参保人', 'Insured people'],
      right: 'people.read',
      load: () => import('./find-page.tsx'),
      menu: { group: 'care', icon: <IdcardOutlined /> },
    },
    {
      path: '/people/$insuredId',
      title: ['参保人档案', 'Insured person'],
      right: 'people.read',
      load: () => import('./person-page.tsx'),
    },
  ],
}

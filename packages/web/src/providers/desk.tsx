import { BankOutlined } from '@ant-design/icons'
import type { Desk } from '../kit/index.ts'

/** Files of designated institutions. */
export const providerDesk: Desk = {
  pages: [
    {
      path: '/providers',
      title: ['定点机构', 'Institutions'],
      right: 'providers.read',
      load: () => import('./list-page.tsx'),
      menu: { group: 'care', icon: <BankOutlined /> },
    },
    {
      path: '/providers/$providerCode',
      title: ['机构档案', 'Institution'],
      right: 'providers.read',
      load: () => import('./file-page.tsx'),
    },
  ],
}

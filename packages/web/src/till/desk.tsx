import { AccountBookOutlined, ShopOutlined } from '@ant-design/icons'
import type { Desk } from '../kit/index.ts'

/** The till of institutions without a system of their own. */
export const tillDesk: Desk = {
  pages: [
    {
      path: '/till',
      title: ['收费台', 'Till'],
      right: 'till.use',
      load: () => import('./till-page.tsx'),
      menu: { group: 'work', icon: <ShopOutlined /> },
    },
    {
      path: '/shifts',
      title: ['班次与对账', 'Shifts'],
      right: 'till.use',
      load: () => import('./shift-page.tsx'),
      menu: { group: 'work', icon: <AccountBookOutlined /> },
    },
  ],
}

import { AccountBookOutlined } from '@ant-design/icons'
import type { Desk } from '../kit/index.ts'

/** Settlements. */
export const settlementDesk: Desk = {
  pages: [
    {
      path: '/settlements',
      title: ['结算', 'Settlements'],
      right: 'settlements.read',
      load: () => import('./list-page.tsx'),
      menu: { group: 'care', icon: <AccountBookOutlined /> },
    },
    {
      path: '/settlements/$insuredId/$settlementId',
      title: ['一笔结算', 'Settlement'],
      right: 'settlements.read',
      load: () => import('./settlement-page.tsx'),
    },
  ],
}

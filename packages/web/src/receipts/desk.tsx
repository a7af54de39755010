import type { Desk } from '../kit/index.ts'

/** Settlement statements, and what their owners see of them. */
export const receiptDesk: Desk = {
  pages: [
    {
      path: '/receipts/$insuredId/$settlementId',
      title: ['结算单', 'Settlement statement'],
      right: 'settlements.read',
      load: () => import('./receipt-page.tsx'),
    },
    {
      path: '/why/$token',
      title: ['为什么付这么多', 'Why did I pay this'],
      right: 'anyone',
      load: () => import('./why-page.tsx'),
      bare: true,
    },
  ],
}

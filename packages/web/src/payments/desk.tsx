import {
  BarChartOutlined,
  CalculatorOutlined,
  FileDoneOutlined,
  FileSearchOutlined,
  ReconciliationOutlined,
} from '@ant-design/icons'
import type { Desk } from '../kit/index.ts'

/** Payment of institutions by cases: month-ends, statements, cases, settlement lists, methods, special cases. */
export const paymentDesk: Desk = {
  pages: [
    {
      path: '/payments/runs',
      title: ['月结算', 'Month-end'],
      right: 'payments.read',
      load: () => import('./runs-page.tsx'),
      menu: { group: 'fund', icon: <CalculatorOutlined /> },
    },
    {
      path: '/payments/statements',
      title: ['结算单', 'Statements'],
      right: 'payments.read',
      load: () => import('./statements-page.tsx'),
      menu: { group: 'fund', icon: <FileDoneOutlined /> },
    },
    {
      path: '/payments/runs/$runId',
      title: ['付费批次', 'Payment run'],
      right: 'payments.read',
      load: () => import('./run-page.tsx'),
    },
    {
      path: '/payments/runs/$runId/statements/$providerCode',
      title: ['一张结算单', 'One statement'],
      right: 'payments.read',
      load: () => import('./statement-page.tsx'),
    },
    {
      path: '/payments/runs/$runId/cases/$caseId',
      title: ['病例', 'Case'],
      right: 'payments.read',
      load: () => import('./case-page.tsx'),
    },
    {
      path: '/payments/lists',
      title: ['清单质量', 'Settlement lists'],
      right: 'payments.read',
      load: () => import('./quality-page.tsx'),
      menu: { group: 'fund', icon: <FileSearchOutlined /> },
    },
    {
      path: '/payments/lists/$month/$providerCode',
      title: ['机构的结算清单', 'Settlement lists of an institution'],
      right: 'payments.read',
      load: () => import('./lists-page.tsx'),
    },
    {
      path: '/payments/reviews',
      title: ['特例单议', 'Special cases'],
      right: 'payments.read',
      load: () => import('./reviews-page.tsx'),
      menu: { group: 'fund', icon: <ReconciliationOutlined /> },
    },
    {
      path: '/payments/methods',
      title: ['支付方式测算', 'Methods compared'],
      right: 'payments.read',
      load: () => import('./methods-page.tsx'),
      menu: { group: 'fund', icon: <BarChartOutlined /> },
    },
    {
      path: '/payments/methods/$comparisonId',
      title: ['一次测算', 'One comparison'],
      right: 'payments.read',
      load: () => import('./method-page.tsx'),
    },
  ],
}

import { AlertOutlined, CodeOutlined, FundOutlined } from '@ant-design/icons'
import type { Desk } from '../kit/index.ts'

/** What audit rules found, what the night judged, and the rules themselves. */
export const supervisionDesk: Desk = {
  pages: [
    {
      path: '/findings',
      title: ['监管疑点', 'Findings'],
      right: 'findings.read',
      load: () => import('./findings-page.tsx'),
      menu: { group: 'guard', icon: <AlertOutlined /> },
    },
    {
      path: '/findings/$findingId',
      title: ['疑点详情', 'Finding'],
      right: 'findings.read',
      load: () => import('./finding-page.tsx'),
    },
    {
      path: '/indicators',
      title: ['监管指标', 'Indicators'],
      right: 'indicators.read',
      load: () => import('./indicators-page.tsx'),
      menu: { group: 'guard', icon: <FundOutlined /> },
    },
    {
      path: '/indicators/card',
      title: ['指标卡片', 'Indicator card'],
      right: 'indicators.read',
      load: () => import('./card-page.tsx'),
    },
    {
      path: '/rules',
      title: ['审核规则', 'Audit rules'],
      right: 'rules.read',
      load: () => import('./rules-page.tsx'),
      menu: { group: 'guard', icon: <CodeOutlined /> },
    },
    {
      path: '/rules/$code',
      title: ['规则编辑与试算', 'Rule editor'],
      right: 'rules.read',
      load: () => import('./rule-page.tsx'),
    },
  ],
}

import { AuditOutlined, MedicineBoxOutlined } from '@ant-design/icons'
import type { Desk } from '../kit/index.ts'

/** Catalogues with their versions, and the mappings of institutions to them. */
export const catalogDesk: Desk = {
  pages: [
    {
      path: '/catalogue',
      title: ['三目录', 'Catalogues'],
      right: 'catalogues.read',
      load: () => import('./items-page.tsx'),
      menu: { group: 'law', icon: <MedicineBoxOutlined /> },
    },
    {
      path: '/catalogue/items/$itemCode',
      title: ['目录条目', 'Catalogue item'],
      right: 'catalogues.read',
      load: () => import('./item-page.tsx'),
    },
    {
      path: '/catalogue/versions',
      title: ['目录版本', 'Catalogue versions'],
      right: 'catalogues.read',
      load: () => import('./versions-page.tsx'),
    },
    {
      path: '/catalogue/codes',
      title: ['编码目录', 'Code lists'],
      right: 'catalogues.read',
      load: () => import('./codes-page.tsx'),
    },
    {
      path: '/catalogue/changes',
      title: ['版本差异', 'Versions compared'],
      right: 'catalogues.read',
      load: () => import('./changes-page.tsx'),
    },
    {
      path: '/catalogue/difference',
      title: ['两日差异', 'Days compared'],
      right: 'catalogues.read',
      load: () => import('./difference-page.tsx'),
    },
    {
      path: '/mappings',
      title: ['目录对照审核', 'Mappings'],
      right: 'catalogues.read',
      load: () => import('./mappings-page.tsx'),
      menu: { group: 'work', icon: <AuditOutlined />, right: 'catalogues.manage' },
    },
  ],
}

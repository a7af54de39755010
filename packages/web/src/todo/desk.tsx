import { CheckSquareOutlined } from '@ant-design/icons'
import type { Desk } from '../kit/index.ts'

/** What waits for whoever is signed in: the first page of the console. */
export const todoDesk: Desk = {
  pages: [
    {
      path: '/todo',
      title: ['待办', 'To do'],
      right: 'signed-in',
      load: () => import('./todo-page.tsx'),
      menu: { group: 'work', icon: <CheckSquareOutlined /> },
    },
  ],
}

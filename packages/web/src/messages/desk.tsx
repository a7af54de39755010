import { MailOutlined } from '@ant-design/icons'
import type { Desk } from '../kit/index.ts'

/** The archive of messages. */
export const messageDesk: Desk = {
  pages: [
    {
      path: '/messages',
      title: ['报文', 'Messages'],
      right: 'messages.read',
      load: () => import('./list-page.tsx'),
      menu: { group: 'care', icon: <MailOutlined /> },
    },
    {
      path: '/messages/$messageId',
      title: ['一条报文', 'Message'],
      right: 'messages.read',
      load: () => import('./message-page.tsx'),
    },
  ],
}

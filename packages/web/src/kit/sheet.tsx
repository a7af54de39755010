import { Flex, Typography } from 'antd'
import type { ReactNode } from 'react'

interface SheetProps {
  readonly title: ReactNode
  readonly extra?: ReactNode
  readonly children: ReactNode
}

/** The frame of a page: its heading, what can be done with the whole, its content. */
export function Sheet({ title, extra, children }: SheetProps) {
  return (
    <section className="sheet">
      <Flex justify="space-between" align="center" gap="middle" wrap>
        <Typography.Title level={1} className="sheet-title">
          {title}
        </Typography.Title>
        <Flex gap="small" wrap>
          {extra}
        </Flex>
      </Flex>
      {children}
    </section>
  )
}

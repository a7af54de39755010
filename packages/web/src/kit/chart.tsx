import { Skeleton } from 'antd'
import { lazy, Suspense } from 'react'
import type { ChartProps } from './chart-drawing.tsx'

const Drawing = lazy(() => import('./chart-drawing.tsx'))

/** A picture of numbers, with the numbers as a table for whoever does not see it. Drawn by ECharts, loaded when first needed. */
export function Chart(props: ChartProps) {
  return (
    <Suspense fallback={<Skeleton.Node active style={{ width: '100%', height: props.height ?? 280 }} />}>
      <Drawing {...props} />
    </Suspense>
  )
}

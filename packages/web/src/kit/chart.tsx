import { Alert, Button, Skeleton } from 'antd'
import { type ComponentType, lazy, Suspense } from 'react'
import type { ChartProps } from './chart-drawing.tsx'
import { useSay } from './say.tsx'

/** In the place of a picture whose code is gone with another build: the page around it may hold what somebody has typed. */
function Undrawn() {
  const say = useSay()
  return (
    <Alert
      type="warning"
      showIcon
      title={say('图没有载入', 'The picture could not be loaded')}
      description={say(
        '控制台可能已更新，或网络不通：请先提交或记下所填内容，再刷新页面。',
        'The console may have been updated, or the network is away: first submit or note what you typed, then reload the page.',
      )}
      action={<Button onClick={() => location.reload()}>{say('刷新', 'Reload')}</Button>}
    />
  )
}

const Drawing = lazy<ComponentType<ChartProps>>(() => import('./chart-drawing.tsx').catch(() => ({ default: Undrawn })))

/** A picture of numbers, with the numbers as a table for whoever does not see it. Drawn by ECharts, loaded when first needed. */
export function Chart(props: ChartProps) {
  return (
    <Suspense fallback={<Skeleton.Node active style={{ width: '100%', height: props.height ?? 280 }} />}>
      <Drawing {...props} />
    </Suspense>
  )
}

import { Steps } from 'antd'
import { useSay } from '../kit/index.ts'

/** Where one stands between a file and its rows in the centre. */
export function ImportSteps({ current }: { readonly current: 0 | 1 | 2 }) {
  const say = useSay()
  return (
    <Steps
      size="small"
      current={current}
      items={[
        { title: say('选名单', 'Choose a list') },
        { title: say('检查', 'Check') },
        { title: say('写入', 'Write') },
      ]}
    />
  )
}

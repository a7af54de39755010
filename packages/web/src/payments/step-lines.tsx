import { Empty } from 'antd'
import { useSay } from '../kit/index.ts'
import './payments.css'

/** A computation as the centre tells it, step by step. */
export function StepLines({ text }: { readonly text: string }) {
  const say = useSay()
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  if (lines.length === 0) return <Empty description={say('没有计算步骤', 'Nothing was computed')} />
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className="payments-steps" aria-label={say('计算过程', 'Computation')} tabIndex={0}>
      {lines.map((line, place) => {
        const depth = line.length - line.trimStart().length
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps have no other name
          <div key={place} style={{ paddingInlineStart: `${depth * 0.6}rem` }}>
            {line.trim()}
          </div>
        )
      })}
    </section>
  )
}

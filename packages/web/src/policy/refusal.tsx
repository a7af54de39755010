import type { BenefitRefusal } from '@yibao/core/benefit'
import { Alert } from 'antd'
import { type Say, useSay } from '../kit/index.ts'
import type { AskedFact } from './draft.ts'

/** The fact whose absence or word keeps a bill from being computed; null when it is none. */
export const factLacking = (refusal: BenefitRefusal): string | null =>
  refusal.code === 'policy.no-fact' ? refusal.fact : null

interface Told {
  readonly what: string
  readonly cure: string
}

function noValue(refusal: Extract<BenefitRefusal, { code: 'policy.no-value' }>, say: Say): Told {
  const { parameter, key, on, reason, firstFrom } = refusal
  const which = [parameter, ...key].join(' ')
  switch (reason) {
    case 'before-first':
      return {
        what: say(`参数 ${which} 在 ${on} 尚无规定`, `the parameter ${which} has no value on ${on}`),
        cure: say(
          `首个生效日 ${firstFrom ?? '无'}，请换日期`,
          `it begins on ${firstFrom ?? 'no day'}: choose another day`,
        ),
      }
    case 'repealed':
      return {
        what: say(`参数 ${which} 在 ${on} 已废止`, `the parameter ${which} is repealed on ${on}`),
        cure: say('请换日期', 'choose another day'),
      }
    case 'no-such-class':
      return {
        what: say(`参数 ${which} 没有规定这一类`, `the parameter ${which} has no row for this class`),
        cure: say('请核对就诊事实与费用类别', 'check the facts and the class of the charges'),
      }
    case 'not-stated':
      return {
        what: say(
          `参数 ${which}：来源未载这一段的比例`,
          `the parameter ${which}: the source states no rate for this band`,
        ),
        cure: say('费用到达这一段时无法计算', 'an amount that reaches it cannot be computed'),
      }
  }
}

function toldOf(refusal: BenefitRefusal, asks: readonly AskedFact[], say: Say): Told {
  switch (refusal.code) {
    case 'policy.no-value':
      return noValue(refusal, say)
    case 'policy.no-class':
      return {
        what: say(
          `分类 ${refusal.classification} 没有适合的行`,
          `no row of the classification ${refusal.classification} fits`,
        ),
        cure: say('请核对就诊事实', 'check the facts'),
      }
    case 'policy.no-fact': {
      const ask = asks.find(({ fact }) => fact === refusal.fact)
      const name = ask === undefined ? refusal.fact : say(ask.label)
      return { what: say(`缺少“${name}”`, `“${name}” is missing`), cure: say('请填写', 'fill it in') }
    }
    case 'policy.divided-by-zero':
      return {
        what: say('公式除以零', 'a formula divides by zero'),
        cure: say('请核对事实与金额', 'check facts and amounts'),
      }
    case 'policy.no-plan':
      return { what: say('没有这样的方案', 'there is no such plan'), cure: say('请另选方案', 'choose another plan') }
    case 'benefit.bad-bill':
      return {
        what:
          refusal.reason === 'streams-exceed-eligible'
            ? say('各类费用之和超过符合政策范围费用', 'the streams exceed the eligible expense')
            : say('账单金额不成立', 'the amounts of the bill do not add up'),
        cure: say('请更正金额', 'correct the amounts'),
      }
  }
}

interface RefusedProps {
  readonly refusal: BenefitRefusal
  readonly asks: readonly AskedFact[]
}

/** Why the law does not say what a bill comes to, where that stands, and what to do. */
export function Refused({ refusal, asks }: RefusedProps) {
  const say = useSay()
  const { what, cure } = toldOf(refusal, asks, say)
  return (
    <Alert
      type="warning"
      showIcon
      role="status"
      title={what}
      description={
        <>
          {cure}
          {'place' in refusal ? (
            <>
              {' '}
              <small>{`${refusal.place.file}:${refusal.place.line}`}</small>
            </>
          ) : null}
        </>
      }
    />
  )
}

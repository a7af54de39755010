import type { InputCode, TraceStep } from '@yibao/core/benefit'
import { addFen, type Fen, maxFen, subtractFen, yuan, zeroFen } from '@yibao/core/kernel'
import type { ValueTrace } from '@yibao/core/policy'
import { amountOf } from './equation-text.ts'
import { payerWord } from './plan-words.ts'
import type { Words } from './words.ts'

/** What one layer of a plan did, told to the person it was done for. */
export interface ToldLayer {
  readonly title: Words
  readonly says: readonly Words[]
  /** Clauses, each once. */
  readonly sources: readonly string[]
  readonly assumed: boolean
}

function own(step: TraceStep, name: InputCode): string | undefined {
  return step.inputs.flatMap((input) => ('name' in input && input.name === name ? [input.value] : []))[0]
}

const lawOf = (step: TraceStep): readonly ValueTrace[] =>
  step.inputs.flatMap((input) => ('name' in input ? [] : [input]))

/** The amount of the law that a step works with: its calculation's, or that of the one value that went in. */
const stated = (step: TraceStep): Fen => amountOf(own(step, 'amount') ?? lawOf(step)[0]?.value) ?? zeroFen

const usedIn = (step: TraceStep): Fen => amountOf(own(step, 'usedBefore')) ?? zeroFen

function sourcesOf(values: readonly ValueTrace[]): readonly string[] {
  return values.flatMap((value) => {
    if ('parameter' in value) return value.source === '' ? [] : [value.source]
    return 'formula' in value ? sourcesOf(value.inputs) : []
  })
}

/** The clauses behind steps and the steps within them, each once. */
export function clausesOf(steps: readonly TraceStep[]): readonly string[] {
  const all = steps.flatMap((step): readonly string[] => [
    ...(step.source === '' ? [] : [step.source]),
    ...sourcesOf(lawOf(step)),
    ...clausesOf(step.steps ?? []),
  ])
  return [...new Set(all)]
}

function deductible(step: TraceStep): Words {
  const [line, used] = [yuan(stated(step)), usedIn(step)]
  const due = maxFen(zeroFen, subtractFen(stated(step), used))
  if (stated(step) === 0)
    return ['没有起付线，从第一元起算。', 'There is no deductible; it counts from the first yuan.']
  if (due === 0) {
    return [
      `起付线 ${line} 元，此前已经付满，这次不再扣。`,
      `The deductible of ${line} yuan was paid in full before; nothing of it is taken this time.`,
    ]
  }
  const before: Words =
    used === 0
      ? ['', '']
      : [
          `，此前已付 ${yuan(used)} 元，还剩 ${yuan(due)} 元`,
          `, of which ${yuan(used)} was paid before and ${yuan(due)} is left`,
        ]
  const short: Words = step.result === due ? ['', ''] : ['（费用不到起付线）', ' (the expense does not reach it)']
  return [
    `起付线 ${line} 元${before[0]}：这次先由您自己付 ${yuan(step.result)} 元${short[0]}。`,
    `The deductible is ${line} yuan${before[1]}: you first pay ${yuan(step.result)} yourself this time${short[1]}.`,
  ]
}

function rate(step: TraceStep, payer: Words): Words {
  const base = amountOf(own(step, 'base')) ?? zeroFen
  const share = own(step, 'rate') ?? lawOf(step)[0]?.value ?? ''
  const left = yuan(subtractFen(base, step.result))
  return [
    `余下 ${yuan(base)} 元，${payer[0]}按 ${share} 支付 ${yuan(step.result)} 元，您付 ${left} 元。`,
    `Of the remaining ${yuan(base)} yuan the ${payer[1]} pays ${share}, which is ${yuan(step.result)}; you pay ${left}.`,
  ]
}

function tiers(step: TraceStep, payer: Words): Words {
  const bands = step.inputs.flatMap((input) => ('name' in input && input.name === 'band' ? [input.value] : []))
  const base = amountOf(own(step, 'base')) ?? zeroFen
  const left = yuan(subtractFen(base, step.result))
  const sum = bands.length === 0 ? yuan(step.result) : bands.join(' + ')
  return [
    `余下 ${yuan(base)} 元，${payer[0]}分段支付：${sum} = ${yuan(step.result)} 元，您付 ${left} 元。`,
    `Of the remaining ${yuan(base)} yuan the ${payer[1]} pays by bands: ${sum} = ${yuan(step.result)}; you pay ${left}.`,
  ]
}

/** One step as a sentence; null where it changed nothing that a person would ask about. */
function sentence(step: TraceStep, payer: Words): Words | null {
  const result = yuan(step.result)
  const none = step.result === 0
  switch (step.step) {
    case 'deductible':
      return deductible(step)
    case 'rate':
      return rate(step, payer)
    case 'tiers':
      return tiers(step, payer)
    case 'prior-share': {
      const share = own(step, 'rate') ?? lawOf(step)[0]?.value ?? ''
      return none
        ? null
        : [`先由您自己付其中的 ${share}，即 ${result} 元。`, `You first pay ${share} of it, which is ${result} yuan.`]
    }
    case 'pay':
      return [`${payer[0]}定额支付 ${result} 元。`, `The ${payer[1]} pays a fixed ${result} yuan.`]
    case 'account-stage':
      return none ? null : [`先由个人账户付 ${result} 元。`, `The personal account first pays ${result} yuan.`]
    case 'cost-limit':
      return none
        ? null
        : [
            `超过费用限额 ${yuan(stated(step))} 元的 ${result} 元不计入，由您付。`,
            `What is above the cost limit of ${yuan(stated(step))} yuan does not count: you pay ${result}.`,
          ]
    case 'payment-limit':
      return none
        ? null
        : [
            `已到最高支付限额 ${yuan(stated(step))} 元，${payer[0]}少付 ${result} 元，由您付。`,
            `The limit of ${yuan(stated(step))} yuan is reached: the ${payer[1]} pays ${result} less, which you pay.`,
          ]
    case 'at-least':
      return none
        ? null
        : [
            `不足保底 ${yuan(stated(step))} 元，${payer[0]}再付 ${result} 元。`,
            `Raised to the floor of ${yuan(stated(step))} yuan: the ${payer[1]} pays ${result} more.`,
          ]
    case 'nothing-left':
      return [
        `账单已无余额，${payer[0]}少付 ${result} 元。`,
        `Nothing more is left of the bill: the ${payer[1]} pays ${result} less.`,
      ]
    default:
      return null
  }
}

/** One layer as sentences; null where nothing came into it. */
export function toldLayer(layer: TraceStep): ToldLayer | null {
  const base = amountOf(own(layer, 'base')) ?? zeroFen
  if (base === 0) return null
  const payer: Words =
    layer.payer === undefined ? [layer.subject, 'fund'] : [payerWord(layer.payer, 'zh'), payerWord(layer.payer, 'en')]
  const steps = layer.steps ?? []
  const taken = steps.reduce((sum, { result }) => addFen(sum, result), zeroFen)
  return {
    title: [
      layer.subject.includes(payer[0]) ? layer.subject : `${layer.subject}（${payer[0]}）`,
      `What the ${payer[1]} pays`,
    ],
    says: [
      [`进入这一层的费用是 ${yuan(base)} 元。`, `${yuan(base)} yuan of the bill comes here.`],
      ...steps.map((step) => sentence(step, payer)).filter((one) => one !== null),
      ...(taken === 0 && layer.result === 0 ? [[`${payer[0]}不支付。`, `The ${payer[1]} pays nothing.`] as const] : []),
    ],
    sources: clausesOf([layer]),
    assumed: layer.assumed,
  }
}

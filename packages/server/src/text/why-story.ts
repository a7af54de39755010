import type { TraceStep } from '@yibao/core/benefit'
import { addFen, type Fen, sumFen, yuan, zeroFen } from '@yibao/core/kernel'
import { funds } from '@yibao/core/policy'
import { type FiledLine, personParts, type Settlement } from '@yibao/core/settlement'
import { clausesOf, toldLayer } from './why-layer.ts'
import type { Words } from './words.ts'

/** One part of the story, in the order in which it is read. */
export interface Paragraph {
  readonly code: 'total' | 'outside' | 'eligible' | 'audit' | 'layer' | 'stay' | 'accounts' | 'person'
  readonly title: Words
  /** What this part comes to. */
  readonly amount: Fen | null
  readonly says: readonly Words[]
  /** Clauses, each once. */
  readonly sources: readonly string[]
  /** Holds a value that no source prints. */
  readonly assumed: boolean
}

export interface StoryGround {
  /** A settlement that undoes nothing. */
  readonly settlement: Settlement
  /** The lines that it settled. */
  readonly lines: readonly FiledLine[]
}

type Split = FiledLine['split']

const careWords: Readonly<Record<Settlement['care'], Words>> = {
  outpatient: ['这次看病', 'This visit'],
  pharmacy: ['这次购药', 'This purchase'],
  inpatient: ['这次住院结算', 'This bill of the stay'],
}

const reasonWords: Readonly<Record<Exclude<Split['reason'], 'covered'>, Words>> = {
  'class-c': ['目录外或丙类，全部自费', 'outside the catalogue or class C'],
  restricted: ['限制使用，未经批准', 'restricted, and its use was not approved'],
  'rejected-by-hospital': ['医院审批未通过', 'rejected by the hospital'],
}

/** As many items as one sentence names. */
const namedAtMost = 5

/** `阿司匹林 12.00 元、…等 8 项`. */
function named(parts: readonly { readonly name: string; readonly amount: Fen }[]): Words {
  const byName = new Map<string, Fen>()
  for (const { name, amount } of parts) byName.set(name, addFen(byName.get(name) ?? zeroFen, amount))
  const all = [...byName].sort(([, a], [, b]) => b - a)
  const shown = all.slice(0, namedAtMost).map(([name, amount]) => `${name} ${yuan(amount)}`)
  const more = all.length - shown.length
  return more === 0
    ? [shown.join('、'), shown.join(', ')]
    : [`${shown.join('、')} 等 ${all.length} 项`, `${shown.join(', ')} and ${more} more`]
}

function partSentence(
  lines: readonly FiledLine[],
  part: 'nonCovered' | 'overPriceLimit' | 'preCoinsurance',
  opening: (amount: string) => Words,
): readonly Words[] {
  const parts = lines.flatMap(({ item, split }) =>
    split[part] === 0 ? [] : [{ name: item.name, amount: split[part] }],
  )
  if (parts.length === 0) return []
  const [zh, en] = opening(yuan(sumFen(parts.map(({ amount }) => amount))))
  const [names, english] = named(parts)
  return [[`${zh}：${names}。`, `${en}: ${english}.`]]
}

function notCovered(lines: readonly FiledLine[]): readonly Words[] {
  const reasons = [...new Set(lines.map(({ split }) => split.reason))]
  return reasons.flatMap((reason) => {
    if (reason === 'covered') return []
    const [zh, en] = reasonWords[reason]
    return partSentence(
      lines.filter(({ split }) => split.reason === reason),
      'nonCovered',
      (amount) => [`${amount} 元不在支付范围（${zh}），由您付`, `${amount} yuan is not covered (${en}); you pay it`],
    )
  })
}

function outside({ settlement: { amounts }, lines }: StoryGround): Paragraph | null {
  const amount = sumFen([amounts.nonCovered, amounts.overPriceLimit, amounts.preCoinsurance])
  const touched = lines.filter(({ split }) => split.eligible !== split.total)
  if (amount === 0 && touched.length === 0) return null
  return {
    code: 'outside',
    title: ['目录外、超限价和先行自付', 'Not covered, above ceilings, and borne first'],
    amount,
    says: [
      ...notCovered(touched),
      ...partSentence(touched, 'overPriceLimit', (sum) => [
        `${sum} 元超过医保限价，由您付`,
        `${sum} yuan is above the price ceilings; you pay it`,
      ]),
      ...partSentence(touched, 'preCoinsurance', (sum) => [
        `${sum} 元是乙类等项目先由您付的部分`,
        `${sum} yuan is the share of class B and the like that you bear first`,
      ]),
    ],
    sources: [...new Set(touched.map(({ split }) => split.source).filter((source) => source !== ''))],
    assumed: touched.some(({ split }) => split.assumed),
  }
}

const said = (step: TraceStep, name: 'says' | 'saysEnglish' | 'clause'): string =>
  step.inputs.flatMap((input) => ('name' in input && input.name === name ? [input.value] : []))[0] ?? ''

/** What audit rules took out, so that nobody wonders about a line. */
function audited(trace: readonly TraceStep[]): Paragraph | null {
  const steps = trace.filter(({ step }) => step === 'audit-institution' || step === 'audit-person')
  if (steps.length === 0) return null
  return {
    code: 'audit',
    title: ['审核扣减', 'Taken out by audit'],
    amount: sumFen(steps.map(({ result }) => result)),
    says: steps.map((step): Words => {
      const amount = yuan(step.result)
      const [zh, en] =
        step.step === 'audit-institution'
          ? ['由医疗机构承担，不向您收取', 'is borne by the institution, not by you']
          : ['不予支付，由您付', 'is not covered; you pay it']
      return [
        `${step.subject} ${amount} 元${zh}：${said(step, 'says')}`,
        `${amount} yuan of ${step.subject} ${en}: ${said(step, 'saysEnglish')}`,
      ]
    }),
    sources: [
      ...new Set([...steps.map((step) => said(step, 'clause')).filter((one) => one !== ''), ...clausesOf(steps)]),
    ],
    assumed: steps.some(({ assumed }) => assumed),
  }
}

function layers(trace: readonly TraceStep[]): readonly Paragraph[] {
  return trace.flatMap((step): readonly Paragraph[] => {
    const told = step.step === 'layer' ? toldLayer(step) : null
    return told === null ? [] : [{ code: 'layer', amount: step.result, ...told }]
  })
}

function stayed(trace: readonly TraceStep[]): Paragraph | null {
  const step = trace.find((one) => one.step === 'earlier-bills')
  if (step === undefined) return null
  return {
    code: 'stay',
    title: ['住院累计计算', 'The whole stay together'],
    amount: null,
    says: [
      [
        '以下按整次住院到现在的全部费用计算，再减去此前各次结算已付的部分；本次只付差额。',
        'What follows is worked out for the whole stay so far; what its earlier bills paid is taken off, and only the difference is paid now.',
      ],
    ],
    sources: clausesOf([step]),
    assumed: step.assumed,
  }
}

function accounts({ amounts, balanceAfter, familyPayments }: Settlement): Paragraph | null {
  if (amounts.account === 0 && amounts.family === 0) return null
  const own: readonly Words[] =
    amounts.account === 0
      ? []
      : [
          [
            `您的个人账户付 ${yuan(amounts.account)} 元，付后余额 ${yuan(balanceAfter)} 元。`,
            `Your personal account pays ${yuan(amounts.account)} yuan; ${yuan(balanceAfter)} is left in it.`,
          ],
        ]
  const relatives = familyPayments.map(({ ownerName, amount }): Words => {
    return [
      `亲属 ${ownerName} 的账户付 ${yuan(amount)} 元（家庭共济）。`,
      `The account of your relative ${ownerName} pays ${yuan(amount)} yuan.`,
    ]
  })
  return {
    code: 'accounts',
    title: ['账户支付', 'Paid from accounts'],
    amount: addFen(amounts.account, amounts.family),
    says: [...own, ...relatives],
    sources: [],
    assumed: false,
  }
}

function person(settlement: Settlement): Paragraph {
  const { amounts } = settlement
  const { ownExpense, selfPay } = personParts(settlement)
  const fund = sumFen(funds.map((one) => amounts[one]))
  const hospital: Words =
    amounts.hospital === 0
      ? ['', '']
      : [` − 医院承担 ${yuan(amounts.hospital)}`, ` − ${yuan(amounts.hospital)} borne by the hospital`]
  return {
    code: 'person',
    title: ['所以您付', 'So you pay'],
    amount: amounts.person,
    says: [
      [
        `总费用 ${yuan(amounts.total)} − 基金支付 ${yuan(fund)}${hospital[0]} = 个人负担 ${yuan(amounts.person)} 元。`,
        `Total ${yuan(amounts.total)} − ${yuan(fund)} from funds${hospital[1]} = ${yuan(amounts.person)} yuan for you.`,
      ],
      [
        `其中自费 ${yuan(ownExpense)} 元，自付 ${yuan(selfPay)} 元（起付线、先行自付、按比例和超限额由您负担的部分）。`,
        `Of it ${yuan(ownExpense)} is own expense and ${yuan(selfPay)} your share of what is covered.`,
      ],
      [
        `个人账户 ${yuan(amounts.account)} + 亲属账户 ${yuan(amounts.family)} + 现金 ${yuan(amounts.cash)} = ${yuan(amounts.person)} 元。`,
        `Personal account ${yuan(amounts.account)} + accounts of relatives ${yuan(amounts.family)} + cash ${yuan(amounts.cash)} = ${yuan(amounts.person)} yuan.`,
      ],
    ],
    sources: [],
    assumed: false,
  }
}

/**
 * Why a settlement came out as it did, told to the person who paid: from the total over what is not covered and each layer of
 * the plan to the cash, with the clauses behind each part. It is made from the stored steps; nothing is computed anew.
 */
export function whyStory(ground: StoryGround): readonly Paragraph[] {
  const { settlement } = ground
  const { amounts, trace, care } = settlement
  const [zh, en] = careWords[care]
  const total: Paragraph = {
    code: 'total',
    title: ['总费用', 'The total'],
    amount: amounts.total,
    says: [[`${zh}一共 ${yuan(amounts.total)} 元。`, `${en} came to ${yuan(amounts.total)} yuan.`]],
    sources: [],
    assumed: false,
  }
  const eligible: Paragraph = {
    code: 'eligible',
    title: ['医保范围内的费用', 'What is covered'],
    amount: amounts.eligible,
    says: [
      [
        `${yuan(amounts.eligible)} 元符合医保支付范围，按下面的规则由基金和您分担。`,
        `${yuan(amounts.eligible)} yuan is covered and shared between the funds and you as follows.`,
      ],
    ],
    sources: [],
    assumed: false,
  }
  return [
    total,
    outside(ground),
    audited(trace),
    eligible,
    stayed(trace),
    ...layers(trace),
    accounts(settlement),
    person(settlement),
  ].filter((one) => one !== null)
}

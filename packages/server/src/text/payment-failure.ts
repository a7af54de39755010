import type { RunRefusal } from './payment-run.ts'
import { runRefusalText } from './payment-run.ts'

interface Words {
  readonly zh: string
  readonly en: string
}

/** Why a run was not carried out, in either language. */
interface RunFailure {
  readonly code: string
  readonly message: Words
  readonly cure: Words
}

type Facts = Readonly<Record<string, unknown>>
type Told = (facts: Facts) => readonly [zh: string, en: string, zhCure: string, enCure: string]

const listed = (value: unknown): string => (Array.isArray(value) ? value.join('、') : String(value))

const byCodeText = (value: unknown): string =>
  Object.entries((value ?? {}) as Readonly<Record<string, number>>)
    .map(([code, count]) => `${code} ${count}`)
    .join('；')

/** What a desk can do something about; the rest is told as the command line tells it. */
const failures: Readonly<Record<string, Told>> = {
  'payment.busy': ({ division }) => [
    `${division} 正在办理另一批付费结算`,
    `another run of ${division} is at work`,
    '等它办完再办',
    'wait until it is done',
  ],
  'payment.month-not-over': ({ month, today }) => [
    `${month} 还没有结束（今天 ${today}）`,
    `${month} is not over (today is ${today})`,
    '月末后再办，或先试算',
    'run it afterwards, or try it without booking',
  ],
  'payment.year-not-over': ({ year, today }) => [
    `${year} 年还没有结束（今天 ${today}）`,
    `${year} is not over (today is ${today})`,
    '年末后再清算',
    'clear it afterwards',
  ],
  'payment.earlier-month-open': ({ month, open }) => [
    `${month} 之前还有月份未办结：${listed(open)}`,
    `months before ${month} are open: ${listed(open)}`,
    '按顺序办理',
    'run them first, in order',
  ],
  'payment.later-closed': ({ month, later }) => [
    `${later} 已在 ${month} 之后办结`,
    `${later}, which is later than ${month}, is closed`,
    '请先重开后面的期间（./yibao payment reopen）',
    'reopen the later one first (./yibao payment reopen)',
  ],
  'payment.plan-changed': ({ month, under, inForce }) => [
    `${month} 的批次按方案 ${String(under).slice(0, 12)} 办理，现行方案是 ${String(inForce).slice(0, 12)}`,
    `${month} was run under plan ${String(under).slice(0, 12)}; in force is ${String(inForce).slice(0, 12)}`,
    '要按现行方案办，请先重开该月',
    'reopen the month to run it under the plan in force',
  ],
  'payment.months-missing': ({ year, months }) => [
    `${year} 年还有月份未办结：${listed(months)}`,
    `months of ${year} are missing: ${listed(months)}`,
    '先办结，或选择只清算已办结的月份',
    'run them, or clear the others only',
  ],
  'payment.plans-differ': ({ year }) => [
    `${year} 年各月按不同方案办结`,
    `the months of ${year} were run under different plans`,
    '选择按最后一个月的方案清算，或重开后按一个方案重办',
    'clear under the plan of the last month, or reopen the months and run them under one',
  ],
  'payment.no-plan': ({ division, scheme, on }) => [
    `${division} 的险种 ${scheme} 在 ${on} 没有支付方案`,
    `${division} has no plan for insurance ${scheme} on ${on}`,
    '请先载入方案（./yibao payment load）',
    'load one first (./yibao payment load)',
  ],
  'payment.no-grouper': ({ kind, name, on }) => [
    `${on} 没有启用名为 ${name} 的${kind === 'drg' ? '分组方案' : '病种目录'}`,
    `no ${kind === 'drg' ? 'grouping scheme' : 'directory'} ${name} is in force on ${on}`,
    '请先导入（./yibao import scheme 或 ./yibao dip import）',
    'import it first (./yibao import scheme, ./yibao dip import)',
  ],
  'payment.cases-refused': ({ month, cases, byCode }) => [
    `${month} 有 ${cases} 份病例无法定价，未出结算单：${byCodeText(byCode)}`,
    `${cases} cases of ${month} cannot be priced, no statement was made: ${byCodeText(byCode)}`,
    '补充后重办，或选择将其留到下月',
    'mend them and run again, or leave them to the next month',
  ],
  'payment.no-cases': ({ month }) => [
    `${month} 没有病例`,
    `${month} has no cases`,
    '请核对月份、统筹区和险种',
    'check month, region and insurance',
  ],
}

/** A refusal of a run as its owner reads it. */
export function runFailure(refusal: RunRefusal | { readonly code: string }): RunFailure {
  const { code } = refusal
  const told = failures[code]?.(refusal as Facts)
  if (told === undefined) {
    const text = runRefusalText(refusal as RunRefusal)
    const cure = { zh: '更正后重新办理', en: 'mend it and start the run again' }
    return { code, message: { zh: text, en: text }, cure }
  }
  const [zh, en, zhCure, enCure] = told
  return { code, message: { zh, en }, cure: { zh: zhCure, en: enCure } }
}

/** Whoever asked does not reach the region any more. */
export const unreachedScope: RunFailure = {
  code: 'payments.unknown-scope',
  message: { zh: '这个统筹区不在您的管辖范围', en: 'the region is not within your reach' },
  cure: { zh: '请由管辖该统筹区的人员办理', en: 'let somebody who reaches it do it' },
}

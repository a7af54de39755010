import { join } from 'node:path'
import { type Grain, grains, type Subject } from '@yibao/core/supervision'
import { InvalidArgumentError } from 'commander'
import { loadIndicators } from '../files/indicator-folder.ts'
import { loadTopics, shippedTopics } from '../files/supervision-topics.ts'
import type { SupervisionBook } from '../flows/indicator-ports.ts'
import type { IndicatorBook, IndicatorDefinition } from '../flows/lake-ports.ts'
import { grainKeys, requireIndicators } from '../lake/index.ts'

/** Folders of definitions and the file of topics, unless those that ship are meant. */
export interface BookChoice {
  readonly indicators?: string
  readonly topics?: string
}

/** Definitions of one's own are first held against the views and columns of a lake. @throws Error that lists every problem */
export async function booksOf(
  choice: BookChoice,
): Promise<{ readonly indicators: IndicatorBook; readonly book: SupervisionBook }> {
  const indicators = await loadIndicators(choice.indicators)
  if (choice.indicators !== undefined) await requireIndicators(indicators.definitions)
  const codes = indicators.definitions.map(({ code }) => code)
  const file = choice.topics === undefined ? shippedTopics : join(choice.topics)
  return { indicators, book: await loadTopics(codes, file) }
}

/** @throws Error when there is no such indicator */
export function definitionNamed({ definitions }: IndicatorBook, code: string): IndicatorDefinition {
  const found = definitions.find((one) => one.code === code.toUpperCase())
  if (found !== undefined) return found
  throw new Error(`没有此指标 no indicator ${code}：请查看 see ./yibao indicator list`)
}

/** The Chinese name of an indicator; the code when nobody knows it any more. */
export const namesOf = ({ definitions }: IndicatorBook): ((code: string) => string) => {
  const names = new Map(definitions.map(({ code, name }) => [code, name.zh] as const))
  return (code) => names.get(code) ?? code
}

export interface SubjectChoice {
  readonly provider?: string
  readonly department?: string
  readonly doctor?: string
  readonly group?: string
  readonly subject?: Pick<Subject, 'grain' | 'key'>
}

function grainArgument(text: string): Grain {
  const grain = grains.find((one) => one === text)
  if (grain !== undefined) return grain
  throw new InvalidArgumentError(`不是统计对象 not a subject; 可用 use one of ${grains.join(', ')}`)
}

export const grainsArgument = (text: string, earlier: readonly Grain[] = []): readonly Grain[] => [
  ...earlier,
  grainArgument(text),
]

/** Of two codes the first has no `/`; the other may: an ingredient, a rule. */
function keyOf(grain: Grain, text: string): readonly string[] {
  const at = text.indexOf('/')
  return grainKeys[grain].length === 1 || at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}

/** `scheme:330200/310` */
export function subjectArgument(text: string): Pick<Subject, 'grain' | 'key'> {
  const at = text.indexOf(':')
  if (at < 0) throw new InvalidArgumentError('写成 write it as region:330200 or department:H330…/0300')
  const grain = grainArgument(text.slice(0, at))
  return { grain, key: keyOf(grain, text.slice(at + 1)) }
}

/** @throws Error when nobody is named, or two are */
export function subjectOf({
  provider,
  department,
  doctor,
  group,
  subject,
}: SubjectChoice): Pick<Subject, 'grain' | 'key'> {
  if (subject !== undefined) return subject
  if (provider === undefined) throw new Error('请指定对象 name whom: --provider CODE, or --subject region:330200')
  const parts = Object.entries({ department, doctor, 'disease-group': group }).filter(([, code]) => code !== undefined)
  const [part, more] = parts
  if (more !== undefined) throw new Error('只能指定一个 name one of --department, --doctor, --group')
  if (part?.[1] === undefined) return { grain: 'provider', key: [provider] }
  return { grain: part[0] as Grain, key: [provider, part[1]] }
}

/** The options that name a subject, as the card writes them into its command. */
export function subjectOptions({ grain, key }: Pick<Subject, 'grain' | 'key'>): string {
  return grain === 'provider' ? `--provider ${key[0]}` : `--subject ${grain}:${key.join('/')}`
}

/** A period on the command line. */
export function periodArgument(text: string): string {
  if (/^\d{4}(-(0[1-9]|1[0-2])(-([0-2]\d|3[01]))?|-Q[1-4])?$/.test(text)) return text
  throw new InvalidArgumentError('不是期间 not a period; 写成 write it as 2025-03, 2025-Q1, 2025 or 2025-03-07')
}

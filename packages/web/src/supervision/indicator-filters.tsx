import type { Answer } from '@yibao/contract/rest'
import { type Column, named, providerLevelWords, type Say, useSay, WrittenField } from '../kit/index.ts'
import './supervision.css'
import { isAskedGrain } from './words.ts'

type Value = Answer<'indicators.values'>['rows'][number]

export const views = ['indicators', 'beyond', 'risks'] as const
const verdicts = ['bad', 'fine', 'refused'] as const
export const orders = ['far', 'high', 'low'] as const

const wordOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined

export const pick = (search: Readonly<Record<string, unknown>>) => {
  const grain = wordOf(search.grain)
  return {
    view: views.find((one) => one === search.view) ?? 'indicators',
    run: wordOf(search.run),
    indicator: wordOf(search.indicator),
    topic: wordOf(search.topic),
    grain: grain !== undefined && isAskedGrain(grain) ? grain : undefined,
    verdict: verdicts.find((one) => one === search.verdict),
    order: orders.find((one) => one === search.order),
    providerCode: wordOf(search.providerCode),
  }
}

export type Found = ReturnType<typeof pick>
export type Change = (some: Partial<Found>) => void
export type Listing = Answer<'indicators.list'>

/** What a view over all indicators of one run is given. */
export interface RunView {
  readonly found: Found
  readonly change: Change
  readonly listing: Listing
  readonly run: string
}

export const subjectColumns = (say: Say): readonly Column<Pick<Value, 'name' | 'key' | 'providerCode' | 'level'>>[] => [
  {
    key: 'name',
    title: say('对象', 'Subject'),
    width: 'minmax(12rem, 2fr)',
    show: ({ name, key, providerCode }) =>
      name === null ? key : key === providerCode ? `${name} ${key}` : `${name} ${key.slice(key.indexOf('/') + 1)}`,
  },
  {
    key: 'level',
    title: say('等级', 'Level'),
    width: '5rem',
    show: ({ level }) => (level === null ? '–' : say(...named(providerLevelWords, level))),
  },
]

export function Place({ found, change }: { readonly found: Found; readonly change: Change }) {
  const say = useSay()
  return (
    <WrittenField
      label={say('机构编码', 'Institution')}
      value={found.providerCode}
      width={170}
      onChange={(providerCode) => change({ providerCode })}
    />
  )
}

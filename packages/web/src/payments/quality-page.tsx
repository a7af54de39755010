import type { Answer } from '@yibao/contract/rest'
import { Tooltip } from 'antd'
import dayjs from 'dayjs'
import { RowList, Sheet, useFilters, useGo, useSay, useToday } from '../kit/index.ts'
import { MonthField } from './start-run.tsx'
import { monthPattern } from './words.ts'

type Quality = Answer<'lists.quality'>['rows'][number]

const pick = ({ month }: Readonly<Record<string, unknown>>) => ({
  ...(monthPattern.test(String(month)) ? { month: String(month) } : {}),
})

const shareText = (part: number, whole: number): string => (whole === 0 ? '–' : `${((part / whole) * 100).toFixed(1)}%`)

/** How the settlement lists of a month stand, by institution; each row opens its lists. */
export function Page() {
  const say = useSay()
  const go = useGo()
  const [filters, setFilters] = useFilters(pick)
  const today = useToday()
  const month = filters.month ?? dayjs(today).subtract(1, 'month').format('YYYY-MM')
  const count = (key: 'settled' | 'submitted' | 'saved' | 'withdrawn' | 'missing' | 'flagged', title: string) => ({
    key,
    title,
    width: '5rem',
    align: 'right' as const,
    show: (row: Quality) => row[key],
  })
  return (
    <Sheet
      title={say('结算清单质量', 'Settlement lists')}
      extra={<MonthField value={month} onChange={(one) => setFilters({ month: one })} />}
    >
      <RowList
        name="lists.quality"
        input={{ month }}
        label={say('各机构的结算清单', 'Settlement lists by institution')}
        rowKey={({ providerCode }) => providerCode}
        onOpen={({ providerCode }) =>
          go({ to: '/payments/lists/$month/$providerCode', params: { month, providerCode } })
        }
        columns={[
          { key: 'code', title: say('机构', 'Institution'), width: '8.5rem', show: ({ providerCode }) => providerCode },
          {
            key: 'name',
            title: say('名称', 'Name'),
            width: 'minmax(8rem, 1fr)',
            show: ({ providerName }) => providerName,
          },
          count('settled', say('应传', 'Due')),
          count('submitted', say('已提交', 'Submitted')),
          {
            key: 'share',
            title: say('提交率', 'Share'),
            width: '5rem',
            align: 'right',
            show: ({ submitted, settled }) => shareText(submitted, settled),
          },
          count('saved', say('未提交', 'Not sent')),
          count('withdrawn', say('撤回', 'Taken back')),
          count('missing', say('缺', 'Missing')),
          count('flagged', say('有提示', 'Warnings')),
          {
            key: 'faults',
            title: say('最多的提示', 'Most frequent'),
            width: 'minmax(9rem, 1.4fr)',
            show: ({ faults }) => {
              const text = faults.map(({ name, lists }) => `${say(name)} ${lists}`).join('；')
              return text === '' ? '–' : <Tooltip title={text}>{text}</Tooltip>
            },
          },
        ]}
      />
    </Sheet>
  )
}

import type { Answer } from '@yibao/contract/rest'
import { Select } from 'antd'
import { useState } from 'react'
import { Called, RowList, Sheet, useFilters, useSay } from '../kit/index.ts'
import { ReviewPanel } from './review-panel.tsx'
import { reviewStateWords } from './words.ts'

type Review = Answer<'payments.reviews'>['rows'][number]
type State = Review['state']

const states: readonly State[] = ['applied', 'assigned', 'disputed', 'decided']

const pick = ({ state }: Readonly<Record<string, unknown>>) => ({ state: states.find((one) => one === state) })

/** Special cases: who asked for a review, who reviews, what was decided. */
export function Page() {
  const say = useSay()
  const [{ state }, setFilters] = useFilters(pick)
  const [open, setOpen] = useState<Review | null>(null)
  return (
    <Sheet
      title={say('特例单议', 'Special cases')}
      extra={
        <Select<State | ''>
          aria-label={say('状态', 'State')}
          value={state ?? ''}
          onChange={(chosen) => setFilters({ state: chosen === '' ? undefined : chosen })}
          style={{ width: 200 }}
          options={[
            { value: '', label: say('全部状态', 'all states') },
            ...states.map((value) => ({ value, label: say(...reviewStateWords[value]) })),
          ]}
        />
      }
    >
      <RowList
        name="payments.reviews"
        input={state === undefined ? {} : { state }}
        label={say('特例单议', 'Special cases')}
        rowKey={({ reviewId }) => reviewId}
        onOpen={setOpen}
        columns={[
          { key: 'applied', title: say('申请', 'Applied'), width: '10.5rem', show: ({ appliedAt }) => appliedAt },
          {
            key: 'provider',
            title: say('机构', 'Institution'),
            width: 'minmax(13rem, 1fr)',
            show: ({ providerCode, providerName }) => <Called name={providerName} code={providerCode} />,
          },
          {
            key: 'state',
            title: say('状态', 'State'),
            width: '10rem',
            show: ({ state: one }) => say(...reviewStateWords[one]),
          },
          {
            key: 'reviewers',
            title: say('评审人', 'Reviewers'),
            width: '13rem',
            show: ({ firstReviewer, secondReviewer, arbiter }) =>
              [firstReviewer, secondReviewer, arbiter].filter((one) => one !== null).join('、') || '–',
          },
          { key: 'reason', title: say('理由', 'Why'), width: 'minmax(12rem, 1fr)', show: ({ reason }) => reason },
        ]}
      />
      {open === null ? null : <ReviewPanel review={open} onClose={() => setOpen(null)} />}
    </Sheet>
  )
}

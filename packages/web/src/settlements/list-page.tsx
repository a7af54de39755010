import { Typography } from 'antd'
import { useState } from 'react'
import {
  type CallFailure,
  Cut,
  Failure,
  Money,
  medTypePair,
  RowList,
  Sheet,
  schemeWords,
  useCan,
  useFilters,
  useGo,
  useSay,
} from '../kit/index.ts'
import { useCounted } from './counted.ts'
import { ExportButton, ExportJob } from './export-rows.tsx'
import { inputOf, pick } from './question.ts'
import { QuestionBar } from './question-bar.tsx'
import { SavedQuestions } from './saved-questions.tsx'
import './settlements.css'
import { kindWords } from './words.ts'

/** Settlements of a region or an institution, newest first. */
export function Page() {
  const say = useSay()
  const go = useGo()
  const mayExport = useCan('settlements.export')
  const [question, change] = useFilters(pick)
  const [jobId, setJobId] = useState<string | null>(null)
  const [failure, setFailure] = useState<CallFailure | null>(null)
  const input = inputOf(question)
  const counted = useCounted(input)
  const { count, more, counting, from = null, until = null } = counted ?? {}
  const head =
    count === undefined
      ? '…'
      : more === true
        ? say(`超过 ${count} 笔`, `more than ${count}`)
        : counting === true
          ? say(`已数到 ${count} 笔…`, `${count} so far…`)
          : say(`${count} 笔`, `${count}`)
  return (
    <Sheet
      title={
        <>
          {say('结算', 'Settlements')}{' '}
          <Typography.Text type="secondary" aria-live={counting === true ? 'off' : 'polite'}>
            {head}
          </Typography.Text>
        </>
      }
      extra={
        <>
          <SavedQuestions question={question} onChoose={change} />
          {mayExport ? <ExportButton question={question} onStart={setJobId} onFailure={setFailure} /> : null}
        </>
      }
    >
      <QuestionBar question={question} days={{ from, until }} onChange={change} />
      {failure === null ? null : <Failure of={failure} />}
      {jobId === null ? null : <ExportJob jobId={jobId} />}
      <RowList
        name="settlements.find"
        input={input}
        label={say('结算', 'Settlements')}
        rowKey={({ insuredId, settlementId }) => `${insuredId} ${settlementId}`}
        onOpen={({ insuredId, settlementId }) =>
          go({ to: '/settlements/$insuredId/$settlementId', params: { insuredId, settlementId } })
        }
        columns={[
          {
            key: 'at',
            title: say('结算时间', 'Settled at'),
            width: '8.5rem',
            show: ({ at }) => <span title={at}>{at.slice(0, 16)}</span>,
          },
          {
            key: 'kind',
            title: say('类型', 'Kind'),
            width: '5.25rem',
            show: ({ kind, stands }) => (
              <span className={stands ? '' : 'settlement-undone'}>
                {say(...kindWords[kind])}
                {stands || kind !== 'settle' ? '' : say('（已撤）', ' (undone)')}
              </span>
            ),
          },
          {
            key: 'provider',
            title: say('机构', 'Institution'),
            width: 'minmax(7rem, 1fr)',
            show: ({ providerName, providerCode }) => <span title={providerCode}>{providerName ?? providerCode}</span>,
          },
          { key: 'name', title: say('姓名', 'Name'), width: '3rem', show: ({ name }) => name ?? '–' },
          {
            key: 'scheme',
            title: say('险种', 'Scheme'),
            width: '5rem',
            show: ({ scheme }) => say(...schemeWords[scheme]),
          },
          {
            key: 'care',
            title: say('医疗类别', 'Care'),
            width: '5.25rem',
            show: ({ medType }) => <Cut>{say(...medTypePair(medType))}</Cut>,
          },
          {
            key: 'total',
            title: say('总费用', 'Total'),
            width: '5rem',
            align: 'right',
            show: ({ total }) => <Money fen={total} />,
          },
          {
            key: 'fund',
            title: say('基金', 'Funds'),
            width: '4.75rem',
            align: 'right',
            show: ({ fund }) => <Money fen={fund} />,
          },
          {
            key: 'cash',
            title: say('现金', 'Cash'),
            width: '4.5rem',
            align: 'right',
            show: ({ cash }) => <Money fen={cash} />,
          },
          {
            key: 'insured',
            title: say('人员编号', 'Insured number'),
            width: '11.25rem',
            show: ({ insuredId }) => <small>{insuredId}</small>,
          },
        ]}
      />
    </Sheet>
  )
}

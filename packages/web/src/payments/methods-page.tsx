import { RowList, Sheet, useDivision, useGo, useSay } from '../kit/index.ts'

/** Comparisons of payment methods that were made; they are computed at the server and kept. */
export function Page() {
  const say = useSay()
  const go = useGo()
  const placeOf = useDivision()
  return (
    <Sheet title={say('支付方式测算', 'Methods compared')}>
      <RowList
        name="workbench.list"
        input={{}}
        label={say('测算', 'Comparisons')}
        whenEmpty={say(
          '您的管辖内还没有测算。在服务器上运行 ./yibao payment compare，结果保存在这里',
          'No comparison within your reach yet: ./yibao payment compare on the server keeps one here',
        )}
        rowKey={({ comparisonId }) => comparisonId}
        onOpen={({ comparisonId }) => go({ to: '/payments/methods/$comparisonId', params: { comparisonId } })}
        columns={[
          { key: 'year', title: say('年度', 'Year'), width: '5rem', show: ({ year }) => year },
          {
            key: 'division',
            title: say('统筹区', 'Region'),
            width: 'minmax(9rem, 1fr)',
            show: ({ division }) => placeOf(division),
          },
          {
            key: 'methods',
            title: say('方案', 'Plans'),
            width: 'minmax(14rem, 2fr)',
            show: ({ methods }) => methods.map(({ name }) => say(name)).join(' / '),
          },
          {
            key: 'source',
            title: say('数据来源', 'Cases from'),
            width: 'minmax(10rem, 1fr)',
            show: ({ source }) => say(source),
          },
          {
            key: 'cases',
            title: say('病例', 'Cases'),
            width: '6rem',
            align: 'right',
            show: ({ cases }) => cases.toLocaleString('en-US'),
          },
          {
            key: 'institutions',
            title: say('机构', 'Institutions'),
            width: '6rem',
            align: 'right',
            show: ({ institutions }) => institutions,
          },
          { key: 'made', title: say('测算时间', 'Made'), width: '11rem', show: ({ madeAt }) => madeAt },
        ]}
      />
    </Sheet>
  )
}

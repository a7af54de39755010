import { Input, Tree } from 'antd'
import { type ComponentRef, useEffect, useMemo, useRef, useState } from 'react'
import { Asked, dayIn, Failure, Go, given, Sheet, useAnswer, useFilters, useSay } from '../kit/index.ts'
import { DaySlider } from './day-choice.tsx'
import { aboutWords, askedSchemeWords, careWords } from './law-words.ts'
import { provinceOf } from './provinces.ts'
import type { PackRow } from './region-bar.tsx'
import { useLast } from './use-last.ts'
import './policy.css'

const pick = ({ division, on }: Readonly<Record<string, unknown>>) => ({
  ...(division === undefined ? {} : { division: String(division) }),
  ...given({ on: dayIn(on) }),
})

interface RegionTreeProps {
  readonly packs: readonly PackRow[]
  readonly chosen: string | undefined
  readonly onChoose: (division: string) => void
}

/** Regions under their provinces, narrowed by name or code. */
function RegionTree({ packs, chosen, onChoose }: RegionTreeProps) {
  const say = useSay()
  const [wanted, setWanted] = useState('')
  const list = useRef<ComponentRef<typeof Tree>>(null)
  useEffect(() => {
    if (chosen !== undefined) list.current?.scrollTo({ key: chosen, align: 'auto' })
  }, [chosen])
  const tree = useMemo(() => {
    const text = wanted.trim().toLowerCase()
    const found = packs.filter(({ division, region }) =>
      `${division} ${region.zh} ${region.en} ${provinceOf(division).join(' ')}`.toLowerCase().includes(text),
    )
    return [...new Set(found.map(({ division }) => provinceOf(division)))].map((province) => ({
      key: province[1],
      title: say(...province),
      selectable: false,
      children: found
        .filter(({ division }) => provinceOf(division) === province)
        .map(({ division, region }) => ({ key: division, title: `${say(region)} ${division}` })),
    }))
  }, [packs, wanted, say])
  return (
    <section className="law-tree" aria-label={say('地区', 'Regions')}>
      <Input
        aria-label={say('按名称或区划查找地区', 'Find a region by name or code')}
        placeholder={say('名称或区划', 'Name or code')}
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
      />
      <Tree
        ref={list}
        key={`${wanted}${say.language}`}
        blockNode
        defaultExpandAll
        height={480}
        treeData={tree}
        selectedKeys={chosen === undefined ? [] : [chosen]}
        onSelect={([key]) => {
          if (key !== undefined) onChoose(String(key))
        }}
      />
    </section>
  )
}

interface CountProps {
  readonly count: number
  readonly pack: PackRow
  readonly search: Readonly<Record<string, string>>
  readonly label: string
}

/** A number that opens the rows behind it. */
function Count({ count, pack: { division }, search, label }: CountProps) {
  if (count === 0) return <>0</>
  return (
    <Go to="/policies/$division/parameters" params={{ division }} search={search}>
      <span title={label}>{count}</span>
    </Go>
  )
}

function PackSummary({ pack, on }: { readonly pack: PackRow; readonly on: string }) {
  const say = useSay()
  const { division, region, packHash, yearStartsOn, rules, days } = pack
  return (
    <section className="law-pack" aria-label={say(region)}>
      <h2>
        {say(region)} <small>{division}</small>
      </h2>
      <p className="law-facts">
        {say('政策版本', 'Policy version')} <code>{packHash.slice(0, 12)}</code> ·{' '}
        {say('待遇年度自', 'Benefit year from')} {yearStartsOn} ·{' '}
        {say(`${days.length} 个变动日`, `days of change: ${days.length}`)}
      </p>
      <nav className="law-links" aria-label={say('查看', 'Look at')}>
        <Go to="/policies/$division/try" params={{ division }} search={{ on }}>
          {say('试算账单', 'Try a bill')}
        </Go>
        <Go to="/policies/$division/difference" params={{ division }} search={{ right: on }}>
          {say('与另一日比较', 'Compare with another day')}
        </Go>
        <Go to="/policies/$division/cases" params={{ division }}>
          {say('算例', 'Worked cases')}
        </Go>
      </nav>
      <table className="law-table">
        <caption className="unseen">{say('各份规则在此日的情况', 'The rules of the region on this day')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('规则', 'Rules')}</th>
            <th scope="col">{say('种类', 'Kind')}</th>
            <th scope="col">{say('险种与医疗类别', 'Scheme and care')}</th>
            <th scope="col" className="right">
              {say('参数', 'Parameters')}
            </th>
            <th scope="col" className="right">
              {say('有值', 'Stated')}
            </th>
            <th scope="col" className="right">
              {say('此日无值', 'Not on this day')}
            </th>
            <th scope="col" className="right">
              {say('推定', 'Assumed')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rules.map((one) => {
            const search = { on, rulesId: one.rulesId }
            return (
              <tr key={one.rulesId}>
                <th scope="row">{say(one.label)}</th>
                <td>{say(...aboutWords[one.about])}</td>
                <td>
                  {one.scheme === null ? null : say(...askedSchemeWords[one.scheme])}{' '}
                  {one.care.map((care) => say(...careWords[care])).join(say('、', ', '))}
                </td>
                <td className="right">
                  <Count count={one.parameters} pack={pack} search={search} label={say('查看参数', 'See parameters')} />
                </td>
                <td className="right">
                  <Count
                    count={one.stated}
                    pack={pack}
                    search={{ ...search, show: 'stated' }}
                    label={say('查看有值的行', 'See rows with a value')}
                  />
                </td>
                <td className="right">
                  <Count
                    count={one.unstated}
                    pack={pack}
                    search={{ ...search, show: 'missing' }}
                    label={say('查看无值的行', 'See rows without a value')}
                  />
                </td>
                <td className="right">
                  <Count
                    count={one.assumed}
                    pack={pack}
                    search={{ ...search, show: 'assumed' }}
                    label={say('查看推定的行', 'See assumed rows')}
                  />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}

/** How the worked cases of all regions stand; each number opens its cases. */
function Tally({ division }: { readonly division: string }) {
  const say = useSay()
  const tally = useAnswer('policies.tally', {})
  return (
    <Asked of={tally}>
      {({ regions }) => {
        const [passed, failed] = [regions, regions].map((all, index) =>
          all.reduce((sum, one) => sum + (index === 0 ? one.passed : one.failed), 0),
        )
        const own = regions.find((one) => one.division === division)
        const broken = regions.filter((one) => one.failed > 0)
        return (
          <section className="law-tally" aria-label={say('算例情况', 'Worked cases')}>
            <span>
              {say('全部地区算例', 'Worked cases of all regions')}{' '}
              {say(`${passed} 个通过，${failed} 个未通过`, `${passed} as expected, ${failed} not`)}
            </span>
            {own === undefined ? null : (
              <Go to="/policies/$division/cases" params={{ division }}>
                {say(
                  `本地区 ${own.passed} 个通过，${own.failed} 个未通过`,
                  `this region: ${own.passed} as expected, ${own.failed} not`,
                )}
              </Go>
            )}
            {broken.map((one) => (
              <Go
                key={one.division}
                to="/policies/$division/cases"
                params={{ division: one.division }}
                search={{ state: 'failed' }}
              >
                {`✗ ${say(one.region)} ${one.failed}`}
              </Go>
            ))}
          </section>
        )
      }}
    </Asked>
  )
}

/** Policy packs by region and day. */
export function Page() {
  const say = useSay()
  const [filters, change] = useFilters(pick)
  const answer = useAnswer('policies.packs', filters.on === undefined ? {} : { on: filters.on })
  const now = useAnswer('policies.packs', {})
  const own = useAnswer('regions.list', {})
  const shown = useLast(answer.data)
  const today = now.data?.on ?? shown?.on
  if (shown === undefined || today === undefined || own.isPending) return <Asked of={answer}>{() => null}</Asked>
  const { packs, on } = shown
  const wanted = filters.division ?? own.data?.home
  const chosen = packs.find(({ division }) => division === wanted) ?? packs[0]
  return (
    <Sheet title={say('政策', 'Policy')}>
      {answer.error === null ? null : <Failure of={answer.error} onRetry={answer.refetch} />}
      {chosen === undefined ? (
        <p>{say('本中心没有载入政策', 'This centre has loaded no policy')}</p>
      ) : (
        <>
          <DaySlider
            label={say('哪一天的政策', 'The day whose law is shown')}
            on={filters.on ?? on}
            today={today}
            days={chosen.days}
            onChange={(to) => change({ on: to })}
          />
          <div className="law-packs">
            <RegionTree packs={packs} chosen={chosen.division} onChoose={(division) => change({ division })} />
            <div>
              <PackSummary pack={chosen} on={on} />
              <Tally division={chosen.division} />
            </div>
          </div>
        </>
      )}
    </Sheet>
  )
}

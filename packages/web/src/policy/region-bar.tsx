import type { Answer } from '@yibao/contract/rest'
import { Select } from 'antd'
import { Asked, Go, type Pair, useAnswer, useGo, useSay } from '../kit/index.ts'
import { provinceOf } from './provinces.ts'
import './policy.css'

export type PackRow = Answer<'policies.packs'>['packs'][number]

/** The pages about one region, in the order of the bar. */
const pageNames: Readonly<Record<RegionPage, Pair>> = {
  parameters: ['参数', 'Parameters'],
  try: ['试算', 'What-if'],
  difference: ['两日比较', 'Difference'],
  cases: ['算例', 'Worked cases'],
}

const pages = ['parameters', 'try', 'difference', 'cases'] as const

type RegionPage = (typeof pages)[number]

interface RegionBarProps {
  readonly division: string
  readonly page: RegionPage
  /** The day looked at; undefined is today. */
  readonly on: string | undefined
  readonly children: (pack: PackRow, today: string) => React.ReactNode
}

/** Regions by province, as a list to choose from. */
function regionOptions(packs: readonly PackRow[], say: ReturnType<typeof useSay>) {
  const provinces = [...new Set(packs.map(({ division }) => provinceOf(division)))]
  return provinces.map(([zh, en]) => ({
    label: say(zh, en),
    options: packs
      .filter(({ division }) => provinceOf(division)[1] === en)
      .map(({ division, region }) => ({ value: division, label: `${say(region)} ${division}` })),
  }))
}

/** Which region is looked at and what of it; below it the page, once the region is known. */
export function RegionBar({ division, page, on, children }: RegionBarProps) {
  const say = useSay()
  const go = useGo()
  const packs = useAnswer('policies.packs', {})
  const search = on === undefined ? {} : { on }
  return (
    <Asked of={packs}>
      {({ packs: all, on: today }) => {
        const pack = all.find((one) => one.division === division)
        return (
          <>
            <div className="law-bar">
              <Select
                aria-label={say('统筹区', 'Region')}
                className="law-region"
                showSearch={{ optionFilterProp: 'label' }}
                value={division}
                options={regionOptions(all, say)}
                onChange={(chosen) => go({ to: `/policies/$division/${page}`, params: { division: chosen }, search })}
              />
              <nav aria-label={say('本地区政策', 'Law of this region')} className="law-nav">
                {pages.map((name) => (
                  <span
                    key={name}
                    className={name === page ? 'here' : ''}
                    aria-current={name === page ? 'page' : undefined}
                  >
                    <Go to={`/policies/$division/${name}`} params={{ division }} search={search}>
                      {say(...pageNames[name])}
                    </Go>
                  </span>
                ))}
                <Go to="/policies" search={{ ...search, division }}>
                  {say('全部地区', 'All regions')}
                </Go>
              </nav>
            </div>
            {pack === undefined ? (
              <p role="alert">
                {say(`没有 ${division} 的政策，请另选地区`, `There is no policy of ${division}; choose another region`)}
              </p>
            ) : (
              children(pack, today)
            )}
          </>
        )
      }}
    </Asked>
  )
}

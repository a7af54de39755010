import type { Answer } from '@yibao/contract/rest'
import { Alert, Segmented, Select } from 'antd'
import { Asked, Sheet, useAnswer, useFilters, useSay } from '../kit/index.ts'
import './supervision.css'
import { AllBeyond } from './indicator-beyond.tsx'
import { type Change, type Found, pick, type views } from './indicator-filters.tsx'
import { Risks } from './indicator-risks.tsx'
import { Values } from './indicator-values.tsx'
import { isAskedGrain } from './words.ts'

type Run = Answer<'indicators.runs'>['rows'][number]

function OfRun({ found, change, run }: { readonly found: Found; readonly change: Change; readonly run: Run }) {
  const say = useSay()
  const listing = useAnswer('indicators.list', { run: run.run })
  return (
    <Asked of={listing}>
      {(answer) => {
        const shown = answer.rows.filter(({ grains }) => grains.some(isAskedGrain))
        const told = shown.filter(({ bad, fine, refused }) => bad + fine + refused > 0)
        const chosen =
          shown.find(({ code }) => code === found.indicator) ??
          told.toSorted((one, other) => other.bad - one.bad)[0] ??
          shown[0]
        return (
          <>
            {run.gaps.length === 0 ? null : (
              <Alert
                type="warning"
                showIcon
                title={say('数据缺口', 'Gaps of the data')}
                description={run.gaps.join('；')}
              />
            )}
            {found.view === 'risks' ? (
              <Risks found={found} change={change} listing={answer} run={run.run} />
            ) : found.view === 'beyond' ? (
              <AllBeyond found={found} change={change} listing={answer} run={run.run} />
            ) : chosen === undefined ? null : (
              <>
                <Select<string>
                  aria-label={say('指标', 'Indicator')}
                  showSearch={{ optionFilterProp: 'label' }}
                  style={{ width: 'min(36rem, 100%)' }}
                  value={chosen.code}
                  onChange={(indicator) => change({ indicator })}
                  options={shown.map(({ code, name, bad, fine, refused }) => ({
                    value: code,
                    label: `${code} ${say(name)}${
                      bad + fine + refused === 0
                        ? say('（本期无数值）', ' (no number)')
                        : say(
                            `（异常 ${bad}，正常 ${fine}，不判定 ${refused}）`,
                            ` (beyond ${bad}, within ${fine}, not judged ${refused})`,
                          )
                    }`,
                  }))}
                />
                <Values found={found} change={change} indicator={chosen} run={run.run} />
              </>
            )}
          </>
        )
      }}
    </Asked>
  )
}

/** The numbers that the night told and judged, by period. */
export function Page() {
  const say = useSay()
  const [found, change] = useFilters(pick)
  const runs = useAnswer('indicators.runs', {})
  return (
    <Sheet title={say('监管指标', 'Supervision indicators')}>
      <Asked of={runs}>
        {({ rows }) => {
          const telling = rows.find(({ beyond, listed }) => beyond + listed > 0) ?? rows[0]
          const run = rows.find((one) => one.run === found.run) ?? telling
          if (run === undefined)
            return (
              <Alert
                type="info"
                showIcon
                title={say('还没有运行结果', 'There is no run yet')}
                description={say(
                  '夜间任务按排程计算；也可以在命令行执行 ./yibao lake export 和 ./yibao indicator run',
                  'The night makes them as scheduled; or run ./yibao lake export and ./yibao indicator run',
                )}
              />
            )
          return (
            <>
              <div className="guard-filters">
                <Select<string>
                  aria-label={say('期间', 'Period')}
                  style={{ width: 240 }}
                  value={run.run}
                  onChange={(next) => change({ run: next })}
                  options={rows.map((one) => ({
                    value: one.run,
                    label: one.period,
                  }))}
                />
                <Segmented<(typeof views)[number]>
                  aria-label={say('查看', 'Look at')}
                  value={found.view}
                  onChange={(view) => change({ view })}
                  options={[
                    { value: 'indicators', label: say('逐个指标', 'By indicator') },
                    { value: 'beyond', label: say('全部异常', 'All beyond') },
                    { value: 'risks', label: say('风险评分', 'Risk scores') },
                  ]}
                />
                <span>
                  {say(`算于 ${run.madeAt}，${run.values} 个数值`, `made ${run.madeAt}, ${run.values} numbers`)}
                </span>
              </div>
              <OfRun found={found} change={change} run={run} />
            </>
          )
        }}
      </Asked>
    </Sheet>
  )
}

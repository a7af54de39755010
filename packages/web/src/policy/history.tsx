import type { Answer } from '@yibao/contract/rest'
import { theme } from 'antd'
import { useMemo } from 'react'
import { Asked, Chart, useAnswer, useSay } from '../kit/index.ts'
import { chartNumber, chartUnit, valueText } from './law-words.ts'
import { Source } from './source.tsx'

type Told = Answer<'policies.history'>

interface HistoryProps {
  readonly division: string
  readonly rulesId: string
  readonly parameter: string
  readonly today: string
}

/** A chart of steps: each class a line that holds until its successor. */
function Steps({ told, today }: { readonly told: Told; readonly today: string }) {
  const say = useSay()
  const { token } = theme.useToken()
  const { rows, kind } = told
  const option = useMemo(() => {
    const axis = {
      axisLabel: { color: token.colorTextSecondary },
      axisLine: { lineStyle: { color: token.colorBorder } },
    }
    const days = rows.flatMap(({ values }) => values.map(({ from }) => from))
    const last = [...days, today].sort().at(-1) ?? today
    return {
      grid: { left: 56, right: 16, top: 36, bottom: 28 },
      legend: { top: 0, type: 'scroll', textStyle: { color: token.colorText } },
      tooltip: { trigger: 'axis' },
      xAxis: { type: 'time', ...axis },
      yAxis: {
        type: 'value',
        name: chartUnit(kind, say),
        scale: true,
        splitLine: { lineStyle: { color: token.colorBorderSecondary } },
        ...axis,
      },
      series: rows.map(({ keyWords, values }, index) => ({
        type: 'line',
        step: 'end',
        name: say(keyWords),
        symbol: ['circle', 'rect', 'triangle', 'diamond'][index % 4],
        symbolSize: 7,
        data: [
          ...values.map(({ from, base }) => [from, chartNumber(base, kind)]),
          [last, chartNumber(values.at(-1)?.base ?? null, kind)],
        ],
      })),
    }
  }, [rows, kind, say, today, token])
  return (
    <Chart
      title={say(told.parameterLabel)}
      option={option}
      heads={[say('分类', 'Class'), say('自', 'From'), say('值', 'Value')]}
      rows={rows.flatMap(({ keyWords, values }) =>
        values.map(({ from, value }) => [say(keyWords), from, valueText(value, kind, say)]),
      )}
      height={240}
    />
  )
}

/** One parameter over time: a chart where its values are numbers, and every value with its source. */
export function History({ division, rulesId, parameter, today }: HistoryProps) {
  const say = useSay()
  const history = useAnswer('policies.history', { division, rulesId, parameter })
  return (
    <Asked of={history}>
      {(told) => (
        <>
          <h2 style={{ marginTop: 0 }}>{say(told.parameterLabel)}</h2>
          <p className="law-facts">
            {say(told.region)} · {say(told.label)}
          </p>
          {told.kind === 'tiers' ? null : <Steps told={told} today={today} />}
          <div className="law-scroll">
            <table className="law-table">
              <caption className="unseen">{say('历次的值与依据', 'Values over time with their sources')}</caption>
              <thead>
                <tr>
                  <th scope="col">{say('分类', 'Class')}</th>
                  <th scope="col">{say('自', 'From')}</th>
                  <th scope="col" className="right">
                    {say('值', 'Value')}
                  </th>
                  <th scope="col">{say('依据', 'Source')}</th>
                </tr>
              </thead>
              <tbody>
                {told.rows.flatMap(({ key, keyWords, values, file, line }) =>
                  values.map((one, index) => (
                    <tr key={`${key.join(' ')} ${one.from}`}>
                      {index > 0 ? null : (
                        <th scope="rowgroup" rowSpan={values.length} title={`${file}:${line}`}>
                          {say(keyWords)}
                        </th>
                      )}
                      <td className="law-day">{one.from}</td>
                      <td className={told.kind === 'tiers' ? 'right' : 'right law-day'}>
                        {valueText(one.value, told.kind, say)}
                      </td>
                      <td>
                        <Source of={one} />
                      </td>
                    </tr>
                  )),
                )}
              </tbody>
            </table>
          </div>
          <p className="law-facts">{told.rows.at(0)?.file}</p>
        </>
      )}
    </Asked>
  )
}

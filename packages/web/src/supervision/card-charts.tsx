import type { Answer } from '@yibao/contract/rest'
import { unitPair, valueText } from '@yibao/core/supervision'
import { theme } from 'antd'
import { useMemo } from 'react'
import { Chart, useSay } from '../kit/index.ts'

type Card = Answer<'indicators.card'>

/** Peers in bins of equal width; the subject's own bin stands out. */
function binsOf({ own, others }: NonNullable<Card['peers']>) {
  const all = [...others, own]
  const [low, high] = [Math.min(...all), Math.max(...all)]
  const count = Math.min(24, Math.max(4, Math.ceil(Math.sqrt(all.length)) * 2))
  const width = high === low ? 1 : (high - low) / count
  const binOf = (value: number): number => Math.min(count - 1, Math.floor((value - low) / width))
  const counts = Array.from({ length: count }, () => 0)
  for (const value of others) counts[binOf(value)] = (counts[binOf(value)] ?? 0) + 1
  return { counts, own: binOf(own), from: (bin: number): number => low + bin * width, width }
}

/** How the others are spread, and where its own value stands. */
export function Peers({ peers, unit }: { readonly peers: NonNullable<Card['peers']>; readonly unit: string }) {
  const say = useSay()
  const text = (value: number): string => valueText(value, peers.adjusted ? 'ratio' : unit)
  const unitText = say(...unitPair(unit))
  const { token } = theme.useToken()
  const { counts, own, from, width } = useMemo(() => binsOf(peers), [peers])
  const names = counts.map((_, bin) => text(from(bin)))
  const title = say(
    `同类分布：${peers.others.length} 个${peers.adjusted ? '（实际 ÷ 期望）' : `（${unitText}）`}，本值 ${text(peers.own)}`,
    `${peers.others.length} peers${peers.adjusted ? ' (observed ÷ expected)' : ` (${unitText})`}, its own ${text(peers.own)}`,
  )
  const option = {
    grid: { left: 40, right: 16, top: 24, bottom: 32 },
    tooltip: { trigger: 'axis' },
    xAxis: { type: 'category', data: names, axisLabel: { color: token.colorTextSecondary } },
    yAxis: {
      type: 'value',
      minInterval: 1,
      axisLabel: { color: token.colorTextSecondary },
      splitLine: { lineStyle: { color: token.colorSplit } },
    },
    series: [
      {
        type: 'bar',
        name: say('个数', 'Peers'),
        barCategoryGap: '8%',
        data: counts.map((value, bin) => ({
          value,
          itemStyle: { color: bin === own ? token.colorError : token.colorPrimary },
        })),
        markLine: {
          symbol: 'none',
          label: { formatter: say('本值', 'own'), color: token.colorText, textBorderWidth: 0 },
          lineStyle: { color: token.colorError },
          data: [{ xAxis: own }],
        },
      },
    ],
  }
  return (
    <Chart
      title={title}
      option={option}
      heads={[say('自', 'From'), say('至', 'To'), say('个数', 'Peers')]}
      rows={counts.map((count, bin) => [text(from(bin)), text(from(bin) + width), count])}
    />
  )
}

function monthAfter(month: string, steps: number): string {
  const [year = 0, one = 1] = month.split('-').map(Number)
  const at = year * 12 + one - 1 + steps
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
}

/** The months of the subject, with changes of level and the limits of control. */
export function Months({ card }: { readonly card: Card }) {
  const say = useSay()
  const { token } = theme.useToken()
  const { series } = card
  if (series === null) return null
  const months = series.values.map((_, at) => monthAfter(series.first, at))
  const changes = card.judged.flatMap(({ trend }) => trend?.changes ?? [])
  const { unit } = card.indicator
  const unitText = say(...unitPair(unit))
  const limits = card.judged.flatMap(({ trend }) => (trend === null ? [] : [trend]))[0]
  // One above its line and one below, so that limits that lie close do not cover each other.
  const limitLine = (value: number, verticalAlign: 'top' | 'bottom') => ({
    yAxis: value,
    label: { position: 'end', verticalAlign, formatter: valueText(value, unit) },
  })
  const option = {
    grid: { left: 64, right: 72, top: 24, bottom: 32 },
    tooltip: { trigger: 'axis', valueFormatter: (value: number | null) => valueText(value, unit) },
    xAxis: { type: 'category', data: months, axisLabel: { color: token.colorTextSecondary } },
    yAxis: {
      type: 'value',
      scale: true,
      axisLabel: { color: token.colorTextSecondary },
      splitLine: { lineStyle: { color: token.colorSplit } },
    },
    series: [
      {
        type: 'line',
        name: unitText,
        symbol: 'circle',
        symbolSize: 6,
        data: series.values,
        connectNulls: false,
        itemStyle: { color: token.colorPrimary },
        markLine: {
          symbol: 'none',
          label: { color: token.colorText, textBorderWidth: 0 },
          data: [
            ...changes.map(({ month }) => ({ xAxis: month, label: { formatter: say('变点', 'change') } })),
            ...(limits === undefined ? [] : [limitLine(limits.low, 'top'), limitLine(limits.high, 'bottom')]),
          ],
        },
      },
    ],
  }
  return (
    <Chart
      title={say(`逐月（${unitText}）`, `By month (${unitText})`)}
      option={option}
      heads={[say('月份', 'Month'), unitText]}
      rows={months.map((month, at) => [month, valueText(series.values[at] ?? null, unit)])}
    />
  )
}

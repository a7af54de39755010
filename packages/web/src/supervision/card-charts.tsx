import type { Answer } from '@yibao/contract/rest'
import { theme } from 'antd'
import { useMemo } from 'react'
import { Chart, useSay } from '../kit/index.ts'
import { numberText, unitPair } from './words.ts'

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
  const { token } = theme.useToken()
  const { counts, own, from, width } = useMemo(() => binsOf(peers), [peers])
  const names = counts.map((_, bin) => numberText(from(bin)))
  const title = say(
    `同类分布：${peers.others.length} 家${peers.adjusted ? '（实际 ÷ 期望）' : `（${unit}）`}，本值 ${numberText(peers.own)}`,
    `${peers.others.length} peers${peers.adjusted ? ' (observed ÷ expected)' : ` (${unit})`}, its own ${numberText(peers.own)}`,
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
        name: say('家数', 'Institutions'),
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
      heads={[say('自', 'From'), say('至', 'To'), say('家数', 'Institutions')]}
      rows={counts.map((count, bin) => [numberText(from(bin)), numberText(from(bin) + width), count])}
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
  const limits = card.judged.flatMap(({ trend }) => (trend === null ? [] : [trend]))[0]
  const option = {
    grid: { left: 56, right: 24, top: 24, bottom: 32 },
    tooltip: { trigger: 'axis' },
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
        name: say(...unitPair(card.indicator.unit)),
        data: series.values,
        connectNulls: false,
        itemStyle: { color: token.colorPrimary },
        markLine: {
          symbol: 'none',
          label: { color: token.colorText, textBorderWidth: 0 },
          data: [
            ...changes.map(({ month }) => ({ xAxis: month, label: { formatter: say('变点', 'change') } })),
            ...(limits === undefined ? [] : [{ yAxis: limits.low }, { yAxis: limits.high }]),
          ],
        },
      },
    ],
  }
  return (
    <Chart
      title={say(
        `逐月（${say(...unitPair(card.indicator.unit))}）`,
        `By month (${say(...unitPair(card.indicator.unit))})`,
      )}
      option={option}
      heads={[say('月份', 'Month'), say(...unitPair(card.indicator.unit))]}
      rows={months.map((month, at) => [month, numberText(series.values[at] ?? null)])}
    />
  )
}

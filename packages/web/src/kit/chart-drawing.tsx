import { theme } from 'antd'
import { BarChart, BoxplotChart, HeatmapChart, LineChart, PieChart, ScatterChart } from 'echarts/charts'
import {
  AriaComponent,
  DataZoomComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  MarkPointComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components'
import { type EChartsCoreOption, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useId, useRef } from 'react'
import { useMarkColours } from './use-mark-colours.ts'

use([
  BarChart,
  BoxplotChart,
  HeatmapChart,
  LineChart,
  PieChart,
  ScatterChart,
  AriaComponent,
  DataZoomComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  MarkPointComponent,
  TooltipComponent,
  VisualMapComponent,
  SVGRenderer,
])

export interface ChartProps {
  /** What it shows, in a sentence. */
  readonly title: string
  readonly option: EChartsCoreOption
  /** The same numbers: heads, then rows. */
  readonly heads: readonly string[]
  readonly rows: readonly (readonly (string | number | null)[])[]
  readonly height?: number
  /** A mark that was clicked: its series and its place there. */
  readonly onOpen?: (mark: { readonly seriesIndex: number; readonly dataIndex: number }) => void
}

/** Loaded lazily by `Chart`. */
// biome-ignore lint/style/noDefaultExport: React.lazy asks for it.
export default function ChartDrawing({ title, option, heads, rows, height = 280, onOpen }: ChartProps) {
  const place = useRef<HTMLDivElement>(null)
  const opens = useRef(onOpen)
  opens.current = onOpen
  const captionId = useId()
  const { token } = theme.useToken()
  const color = useMarkColours()
  const { colorText, colorTextSecondary, colorBorder, colorBorderSecondary, fontFamily } = token
  useEffect(() => {
    if (place.current === null) return
    const axis = {
      axisLabel: { color: colorTextSecondary },
      nameTextStyle: { color: colorTextSecondary },
      axisLine: { lineStyle: { color: colorBorder } },
      splitLine: { lineStyle: { color: colorBorderSecondary } },
    }
    const looks = {
      color,
      textStyle: { color: colorText, fontFamily },
      legend: { textStyle: { color: colorText } },
      categoryAxis: { ...axis, splitLine: { show: false } },
      valueAxis: axis,
      timeAxis: axis,
      logAxis: axis,
    }
    const drawn = init(place.current, looks, { renderer: 'svg' })
    // Several series are told apart by patterns as well as by colours.
    const decal = { show: Array.isArray(option.series) && option.series.length > 1 }
    drawn.setOption({ animation: false, backgroundColor: 'transparent', aria: { enabled: true, decal }, ...option })
    drawn.on('click', (event: unknown) => {
      const { seriesIndex, dataIndex } = event as { readonly seriesIndex: number; readonly dataIndex: number }
      opens.current?.({ seriesIndex, dataIndex })
    })
    const watch = new ResizeObserver(() => drawn.resize())
    watch.observe(place.current)
    return () => {
      watch.disconnect()
      drawn.dispose()
    }
  }, [option, color, colorText, colorTextSecondary, colorBorder, colorBorderSecondary, fontFamily])

  return (
    <figure aria-labelledby={captionId} className="chart">
      <figcaption id={captionId}>{title}</figcaption>
      <div ref={place} style={{ height }} aria-hidden="true" />
      <table className="unseen">
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, number) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a picture have no other name
            <tr key={number}>
              {row.map((value, column) => (
                <td key={heads[column]}>{value ?? '–'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  )
}

import { ConfigProvider, theme } from 'antd'
import { useEffect, useRef, useState } from 'react'
import './wall.css'
import { Asked, Go, useAnswer, useSay, useShortcut } from '../kit/index.ts'
import { FundFigures, type Period, PeriodFigures } from './figures.tsx'
import { Ranking } from './ranking.tsx'
import { Ticker } from './ticker.tsx'
import { Tiles } from './tiles.tsx'
import { WarningList } from './warnings.tsx'

type Looks = 'dark' | 'light'

const kept = 'yibao.wall'

/** Sums may be some seconds old; what rolls in is asked for more often. */
const every = { figures: 5_000, places: 5_000, recent: 2_500, rankings: 10_000, warnings: 30_000 } as const

/** Fills the screen and back. Where the browser does not let it, the wall stays as large as it is. */
async function fillScreen(frame: HTMLElement | null): Promise<void> {
  if (document.fullscreenElement !== null) await document.exitFullscreen()
  else await frame?.requestFullscreen?.().catch(() => undefined)
}

/** The wall: readable from some metres, dark as long as nobody wants it otherwise; every figure opens its rows. */
export function Page() {
  const say = useSay()
  const frame = useRef<HTMLDivElement>(null)
  const [looks, setLooks] = useState<Looks>(() => (localStorage.getItem(kept) === 'light' ? 'light' : 'dark'))
  const [period, setPeriod] = useState<Period>('day')
  useEffect(() => localStorage.setItem(kept, looks), [looks])
  const fill = (): void => void fillScreen(frame.current)
  useShortcut('f', ['全屏', 'full screen'], fill)
  const figures = useAnswer('wall.figures', {}, { every: every.figures })
  const recent = useAnswer('wall.recent', {}, { every: every.recent })
  const ranking = useAnswer('wall.ranking', { period }, { every: every.rankings })
  const places = useAnswer('wall.divisions', { period }, { every: every.places })
  const warnings = useAnswer('wall.warnings', {}, { every: every.warnings })
  const periods: readonly (readonly [Period, string])[] = [
    ['day', say('今日', 'Today')],
    ['month', say('本月', 'This month')],
    ['year', say('本年', 'This year')],
  ]
  return (
    <ConfigProvider theme={{ algorithm: looks === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm }}>
      <div className="wall" data-looks={looks} ref={frame}>
        <header className="wall-head">
          <h1>{say('医疗保障运行大屏', 'Health security at a glance')}</h1>
          <output className="wall-clock" aria-label={say('业务时间', 'Business time')}>
            {recent.data?.at ?? ''}
          </output>
          <fieldset className="wall-choice">
            <legend className="unseen">
              {say('结算、地图和排名的期间', 'Period of settlements, map and ranking')}
            </legend>
            {periods.map(([value, label]) => (
              <button key={value} type="button" aria-pressed={period === value} onClick={() => setPeriod(value)}>
                {label}
              </button>
            ))}
          </fieldset>
          <nav className="wall-choice" aria-label={say('大屏', 'Wall')}>
            <button type="button" onClick={() => setLooks(looks === 'dark' ? 'light' : 'dark')}>
              {looks === 'dark' ? say('浅色', 'Light') : say('深色', 'Dark')}
            </button>
            <button type="button" onClick={fill}>
              {say('全屏 F', 'Full screen F')}
            </button>
            <Go to="/reports">{say('退出', 'Leave')}</Go>
          </nav>
        </header>
        <main className="wall-body">
          <div className="wall-column">
            <Asked of={figures}>{(answer) => <FundFigures of={answer} />}</Asked>
            <Asked of={warnings}>{(answer) => <WarningList of={answer} />}</Asked>
          </div>
          <div className="wall-column">
            <Asked of={places}>
              {(answer) => (
                <>
                  <PeriodFigures period={period} of={answer} />
                  <Tiles of={answer} />
                </>
              )}
            </Asked>
            <Asked of={recent}>{(answer) => <Ticker of={answer} />}</Asked>
          </div>
          <div className="wall-column">
            <Asked of={ranking}>{(answer) => <Ranking of={answer} />}</Asked>
          </div>
        </main>
      </div>
    </ConfigProvider>
  )
}

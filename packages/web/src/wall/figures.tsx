import type { Answer } from '@yibao/contract/rest'
import type { ReactNode } from 'react'
import { Go, type Pair, schemeWords, useSay } from '../kit/index.ts'
import { ShortMoney, shareText, sumOf } from './amounts.tsx'

interface FigureProps {
  readonly name: string
  readonly to: string
  readonly search?: Readonly<Record<string, string>>
  readonly more?: ReactNode
  readonly children: ReactNode
}

/** One number that opens its rows. */
function Figure({ name, to, search = {}, more, children }: FigureProps) {
  return (
    <Go to={to} search={search}>
      <span className="wall-figure">
        <span className="wall-name">{name}</span>
        <strong className="wall-value">{children}</strong>
        {more === undefined ? null : <span className="wall-more">{more}</span>}
      </span>
    </Go>
  )
}

type Figures = Answer<'wall.figures'>

/** What one looks at: a day, a month or a year, up to now. */
export type Period = 'day' | 'month' | 'year'

const settledIn: Readonly<Record<Period, Pair>> = {
  day: ['今日结算', 'Settled today'],
  month: ['本月结算', 'Settled this month'],
  year: ['本年结算', 'Settled this year'],
}

interface PeriodFiguresProps {
  readonly period: Period
  readonly of: Answer<'wall.divisions'>
}

/** The period in all, large: the sums of the places below. */
export function PeriodFigures({ period, of: { rows, from, until } }: PeriodFiguresProps) {
  const say = useSay()
  const sums = sumOf(rows)
  const days = { from, until }
  const name = say(...settledIn[period])
  return (
    <section className="wall-card wall-today" aria-label={name}>
      <Figure name={name} to="/reports" search={days} more={say(`撤销 ${sums.undone}`, `${sums.undone} undone`)}>
        {sums.settled.toLocaleString('en-US')}
        <small>{say('笔', '')}</small>
      </Figure>
      <Figure name={say('医疗总费用（元）', 'Charged, yuan')} to="/reports" search={days}>
        <ShortMoney fen={sums.total} />
      </Figure>
      <Figure
        name={say('基金支付（元）', 'Funds paid, yuan')}
        to="/reports"
        search={days}
        more={say(`占 ${shareText(sums.fund, sums.total)}`, `${shareText(sums.fund, sums.total)} of it`)}
      >
        <ShortMoney fen={sums.fund} />
      </Figure>
      <Figure
        name={say('异地就医', 'Out of region')}
        to="/reports"
        search={days}
        more={say(`${sums.outsideSettled} 笔`, `${sums.outsideSettled} settlements`)}
      >
        {shareText(sums.outsideSettled, sums.settled)}
      </Figure>
    </section>
  )
}

type Fund = Figures['funds'][number]

function monthsText(tenths: number | null): string {
  return tenths === null ? '–' : (tenths / 10).toFixed(1)
}

function FundRow({ fund, year }: { readonly fund: Fund; readonly year: string }) {
  const say = useSay()
  const { scheme, balance, income, spending, payableTenths, opening } = fund
  return (
    <div className="wall-fund">
      <h3>{say(...schemeWords[scheme])}</h3>
      <Figure name={say('累计结余（元）', 'Balance, yuan')} to="/funds">
        <ShortMoney fen={balance} />
      </Figure>
      <Figure name={say('可支付月数', 'Months payable')} to="/funds">
        {monthsText(payableTenths)}
      </Figure>
      <Figure name={say('本年收入（元）', 'Year’s income')} to="/funds">
        <ShortMoney fen={income} />
      </Figure>
      <Figure
        name={say('本年支出（元）', 'Year’s spending')}
        to="/reports"
        search={{ from: `${year}-01-01`, until: `${year}-12-31`, scheme }}
      >
        <ShortMoney fen={spending} />
      </Figure>
      {opening === null ? (
        <p className="wall-note">
          {say('未录入期初结余：./yibao import fund', 'no opening balance yet: ./yibao import fund')}
        </p>
      ) : null}
    </div>
  )
}

/** The funds by scheme; nothing for whoever reaches none. */
export function FundFigures({ of: { funds, day } }: { readonly of: Figures }) {
  const say = useSay()
  if (funds.length === 0) return null
  return (
    <section className="wall-card wall-funds" aria-label={say('基金', 'Funds')}>
      <h2>{say('基金运行', 'Funds')}</h2>
      {funds.map((fund) => (
        <FundRow key={fund.scheme} fund={fund} year={day.slice(0, 4)} />
      ))}
    </section>
  )
}

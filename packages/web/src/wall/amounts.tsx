import { type Say, useSay, yuanText } from '../kit/index.ts'

const steps = {
  zh: [
    [1e8, '亿'],
    [1e4, '万'],
  ],
  en: [
    [1e9, 'bn'],
    [1e6, 'm'],
    [1e3, 'k'],
  ],
} as const

/** An amount as it is read from afar, three to five digits: `1.32 亿`, `132.4 m`; in yuan. */
function shortYuan(fen: number, language: Say['language']): string {
  const yuan = fen / 100
  for (const [size, unit] of steps[language]) {
    const value = yuan / size
    if (Math.abs(value) < 1) continue
    const digits = Math.abs(value) < 100 ? 2 : Math.abs(value) < 1000 ? 1 : 0
    return `${value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })} ${unit}`
  }
  return yuanText(fen)
}

/** A short amount that says the whole one to whoever points at it. */
export function ShortMoney({ fen }: { readonly fen: number | null }) {
  const say = useSay()
  if (fen === null) return <span>–</span>
  return (
    <span className="wall-digits" title={`${yuanText(fen)} ${say('元', 'yuan')}`}>
      {shortYuan(fen, say.language)}
    </span>
  )
}

/** A share of a whole in per cent, one digit behind the point. */
export const shareText = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${((part / whole) * 100).toFixed(1)}%`

/** What every group of sums has. */
export interface Sums {
  readonly settled: number
  readonly undone: number
  readonly total: number
  readonly fund: number
  readonly outsideSettled: number
  readonly outsideFund: number
}

export function sumOf(rows: readonly Sums[]): Sums {
  const of = (name: keyof Sums): number => rows.reduce((sum, row) => sum + row[name], 0)
  return {
    settled: of('settled'),
    undone: of('undone'),
    total: of('total'),
    fund: of('fund'),
    outsideSettled: of('outsideSettled'),
    outsideFund: of('outsideFund'),
  }
}

const cents = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })

/** Fen as yuan with separators: `-1,234.50`. */
export const yuanText = (fen: number): string => cents.format(fen / 100)

/** An amount, in yuan; digits of equal width, a minus for what was undone. */
export function Money({ fen }: { readonly fen: number | null | undefined }) {
  if (fen === null || fen === undefined) return <span className="money">–</span>
  return <span className={fen < 0 ? 'money negative' : 'money'}>{yuanText(fen)}</span>
}

/** A number as people read it: whole ones without decimals, large ones with commas. */
export function numberText(value: number | null, digits = 2): string {
  if (value === null) return '–'
  return value.toLocaleString('en-US', {
    maximumFractionDigits: digits,
    minimumFractionDigits: Number.isInteger(value) ? 0 : digits,
  })
}

/** An amount of yuan, always with two decimals. */
const yuanNumberText = (value: number): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: 2, minimumFractionDigits: 2 })

/** A number in the unit of its indicator: amounts are yuan with two decimals, whatever they are by. */
export function valueText(value: number | null, unit: string, digits = 2): string {
  return value !== null && isYuan(unit) ? yuanNumberText(value) : numberText(value, digits)
}

/** Whether numbers in a unit are amounts: `yuan`, `yuan/stay`. */
export const isYuan = (unit: string): boolean => unit.split('/')[0] === 'yuan'

/** A part of a whole, with its sign. */
export const partText = (part: number | null): string =>
  part === null ? '–' : `${part > 0 ? '+' : ''}${(part * 100).toFixed(1)} %`

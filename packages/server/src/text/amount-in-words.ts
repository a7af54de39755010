import { type Fen, negateFen } from '@yibao/core/kernel'

const digits = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'] as const
const places = ['', '拾', '佰', '仟'] as const

const digit = (n: number): string => digits[n] ?? ''

/** 1 to 9,999; zeros inside become one 零, zeros at either end none. */
function belowTenThousand(n: number): string {
  let [text, gap] = ['', false]
  for (let place = 3; place >= 0; place -= 1) {
    const here = Math.floor(n / 10 ** place) % 10
    if (here === 0) gap = text !== ''
    else {
      text += `${gap ? '零' : ''}${digit(here)}${places[place] ?? ''}`
      gap = false
    }
  }
  return text
}

/** A whole number above zero, cut at `unit`: the larger part, its unit, and the rest with a 零 when its first place is empty. */
function joined(
  n: number,
  unit: number,
  name: '万' | '亿',
  larger: (n: number) => string,
  smaller: (n: number) => string,
) {
  const [high, low] = [Math.floor(n / unit), n % unit]
  if (high === 0) return smaller(low)
  if (low === 0) return larger(high) + name
  return `${larger(high)}${name}${low < unit / 10 ? '零' : ''}${smaller(low)}`
}

const belowHundredMillion = (n: number): string => joined(n, 10_000, '万', belowTenThousand, belowTenThousand)
const wholeYuan = (n: number): string => joined(n, 100_000_000, '亿', belowHundredMillion, belowHundredMillion)

/**
 * An amount in the capitals that vouchers ask for: 10.05 yuan is 壹拾元零伍分. Where the rule leaves a choice, 零 is written
 * after an empty place of the yuan, and no 整 after 角, as in the first form of its examples.
 *
 * @param amount fen, of either sign; a negative one begins with 负
 * @source 《正确填写票据和结算凭证的基本规定》三、四 (《支付结算办法》附一, 银发〔1997〕393号)
 */
export function amountInWords(amount: Fen): string {
  if (amount < 0) return `负${amountInWords(negateFen(amount))}`
  const [yuan, jiao, cent] = [Math.floor(amount / 100), Math.floor(amount / 10) % 10, amount % 10]
  if (jiao === 0 && cent === 0) return `${yuan === 0 ? '零' : wholeYuan(yuan)}元整`
  const small = `${jiao === 0 ? '' : `${digit(jiao)}角`}${cent === 0 ? '' : `${digit(cent)}分`}`
  if (yuan === 0) return small
  const empty = jiao === 0 || yuan % 10 === 0
  return `${wholeYuan(yuan)}元${empty ? '零' : ''}${small}`
}

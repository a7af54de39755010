import { type Fen, type IsoDate, parseIsoDate, parseYuan } from '@yibao/core/kernel'
import { InvalidArgumentError, Option } from 'commander'

/** Above this an amount is a slip of the keyboard: a billion yuan. */
const amountBelow = 1_000_000_000_00

/** A date on the command line. */
export function dateArgument(text: string): IsoDate {
  const parsed = parseIsoDate(text)
  if (parsed.ok) return parsed.value
  throw new InvalidArgumentError('不是日历上的日期 not a date of the calendar; 写成 write it as 2023-11-13')
}

/** An amount in yuan on the command line: `5600`, `5600.50` or `5600 yuan`, zero or more. */
export function amountArgument(text: string): Fen {
  const parsed = parseYuan(text.replace(/ ?yuan$/, ''))
  if (parsed.ok && parsed.value >= 0 && parsed.value < amountBelow) return parsed.value
  throw new InvalidArgumentError('不是金额 not an amount; 写成 write it as 5600 or 5600.50, zero or more yuan')
}

/** A whole number of at least one. */
export function countArgument(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('不是正整数 not a whole number; 写成 write it as 1 or more')
}

/** A port to listen on; 0 stands for any that is free. */
export function portArgument(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (port <= 65_535) return port
  throw new InvalidArgumentError('不是端口号 not a port; 写 0 到 65535 write 0 to 65535')
}

/** Where people reach a centre: scheme and host, nothing behind them. */
export function publicUrlArgument(text: string): string {
  const url = URL.parse(text)
  const plain = url !== null && `${url.origin}/` === url.href && /^https?:$/.test(url.protocol)
  if (plain) return url.origin
  throw new InvalidArgumentError(
    '不是平台的公开地址 not the address of a centre; 写成 write it as https://yibao.example or http://10.1.2.3:8080, without path, user or query',
  )
}

function pairOf(text: string): readonly [name: string, value: string] {
  const match = /^([^=]+)=(.+)$/s.exec(text)
  if (match?.[1] !== undefined && match[2] !== undefined) return [match[1], match[2]]
  throw new InvalidArgumentError('缺少等号 no `=`; 写成 write it as name=value')
}

/** One more `name=value`; a name given twice is refused, since one of the two would be lost. */
export function pairArgument(text: string, earlier: Readonly<Record<string, string>> = {}) {
  const [name, value] = pairOf(text)
  if (Object.hasOwn(earlier, name))
    throw new InvalidArgumentError(`\`${name}\` 出现两次 is given twice; 只留一个 keep one`)
  return { ...earlier, [name]: value }
}

/** One more `name=amount`. */
export function amountPairArgument(text: string, earlier: Readonly<Record<string, Fen>> = {}) {
  const [name, value] = pairOf(text)
  if (Object.hasOwn(earlier, name))
    throw new InvalidArgumentError(`\`${name}\` 出现两次 is given twice; 只留一个 keep one`)
  return { ...earlier, [name]: amountArgument(value) }
}

/** In which language a result is told; labels and sources stay in that of the law. */
export function languageOption(): Option {
  return new Option('--lang <language>', '语言 zh or en; labels and sources stay as they are')
    .choices(['zh', 'en'])
    .default('zh')
}

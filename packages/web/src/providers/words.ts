import type { Pair } from '../kit/index.ts'

export const designatedWords: Readonly<Record<'yes' | 'no', Pair>> = {
  yes: ['协议期内', 'under agreement'],
  no: ['不在协议期', 'not under agreement'],
}

import type { Spelling } from '@yibao/core/catalog'
import { customPinyin, pinyin } from 'pinyin-pro'

/** Words of this trade that are read otherwise in everyday texts. */
customPinyin({ 重组: 'chóng zǔ', 玄参: 'xuán shēn', 阿胶: 'ē jiāo' })

/** Brackets, dashes and spaces are not typed. */
const typable = (letters: string): string => letters.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')

/**
 * How a name is spelled in pinyin without tones, ü as v, as input methods want it. A letter with several readings is read
 * as in the word that it stands in; Latin letters and digits stay.
 */
export function spellingOf(name: string): Spelling {
  const pieces = pinyin(name, { toneType: 'none', type: 'all', nonZh: 'consecutive', v: true })
  return {
    full: typable(pieces.map(({ isZh, pinyin: syllable, origin }) => (isZh ? syllable : origin)).join('')),
    initials: typable(pieces.map(({ isZh, first, origin }) => (isZh ? first : origin)).join('')),
  }
}

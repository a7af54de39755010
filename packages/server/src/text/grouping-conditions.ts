import { type Condition, type Part, partOf } from '@yibao/core/drg'
import { codeKeyWords, genderWords, leavingWord, measureWords } from './grouping-words.ts'
import type { Words } from './words.ts'

type Bounds = Extract<Part, { readonly key: 'number' }>['bounds']

const signs = [
  ['eq', '='],
  ['gte', '≥'],
  ['gt', '＞'],
  ['lte', '≤'],
  ['lt', '＜'],
] as const

/** `≥ 1500 克、＜ 2000 克`. */
export function boundsWords(bounds: Bounds, unit: Words): Words {
  const parts = signs.flatMap(([key, sign]) => {
    const limit = bounds[key]
    return limit === undefined ? [] : [{ sign, limit }]
  })
  const text = (index: 0 | 1, joiner: string) =>
    parts.map(({ sign, limit }) => `${sign} ${limit}${index === 0 ? ` ${unit[0]}` : unit[1]}`).join(joiner)
  return [text(0, '、'), text(1, ' and ')]
}

/** A condition in words, as `scheme show` tells it: `主要诊断在 BB1.adrg_zd 且 主要手术在 BB1.adrg_ss`. */
export function conditionWords(condition: Condition): Words {
  const part = partOf(condition)
  if (part.key === 'all' || part.key === 'any') return joined(part.of, part.key)
  if (part.key === 'not') {
    const inner = conditionWords(part.of)
    return [`不成立：（${inner[0]}）`, `not (${inner[1]})`]
  }
  return atomWords(part)
}

function joined(of: readonly Condition[], key: 'all' | 'any'): Words {
  const inner = of.map((one) => {
    const words = conditionWords(one)
    const isCompound = ('all' in one || 'any' in one) && of.length > 1
    return isCompound ? ([`（${words[0]}）`, `(${words[1]})`] as const) : words
  })
  const joiner: Words = key === 'all' ? [' 且 ', ' and '] : [' 或 ', ' or ']
  return [inner.map(([zh]) => zh).join(joiner[0]), inner.map(([, en]) => en).join(joiner[1])]
}

type Atom = Exclude<Part, { readonly key: 'all' | 'any' | 'not' }>

function atomWords(part: Atom): Words {
  switch (part.key) {
    case 'const':
      return part.value ? ['无条件', 'always'] : ['永不', 'never']
    case 'hasOp':
      return ['有手术或操作', 'there is an operation']
    case 'mcc':
      return ['有计入的严重并发症或合并症（MCC）', 'an MCC counts']
    case 'cc':
      return ['有计入的并发症或合并症（CC）', 'a CC counts']
    case 'gender': {
      const words = genderWords[part.value] ?? [part.value, part.value]
      return [`性别${words[0]}`, words[1]]
    }
    case 'leavingType': {
      const ways = part.values.map(leavingWord)
      return [`离院方式为 ${ways.map(([zh]) => zh).join('、')}`, `left: ${ways.map(([, en]) => en).join(' or ')}`]
    }
    case 'dept':
      return [`出院科室为 ${part.values.join('、')}`, `department ${part.values.join(' or ')}`]
    case 'traumaSites': {
      const names = part.sites.sites.map(({ name }) => name).join('、')
      return [
        `诊断涉及至少 ${part.sites.min} 个创伤部位（${names}）`,
        `diagnoses hit at least ${part.sites.min} trauma sites of ${part.sites.sites.length} (${names})`,
      ]
    }
    case 'number': {
      const { name, unit } = measureWords[part.field]
      const bounds = boundsWords(part.bounds, unit)
      return [`${name[0]} ${bounds[0]}`, `${name[1]} ${bounds[1]}`]
    }
    default: {
      const codes = codeKeyWords[part.key]
      return [`${codes[0]}在 ${part.list}`, `${codes[1]} is in ${part.list}`]
    }
  }
}

import { type Dictionary, dictionaries } from '@yibao/contract/national'

/**
 * The codes that this platform writes into coded fields whose national lists were not read. They hold here and nowhere
 * else; 1901 tells them like every other list.
 */
const ownDictionaries = {
  hilist_lmtpric_type: {
    label: '医保目录限价类型（本平台代码，按医疗机构级别）',
    codes: { '3': '三级限价', '2': '二级限价', '1': '一级限价', '0': '无等级机构限价' },
  },
  overlmt_dspo_way: {
    label: '医保目录超限处理方式（本平台代码）',
    codes: { '1': '超出限价部分由个人自付' },
  },
  selfpay_prop_psn_type: {
    label: '医保目录自付比例人员类别（本平台代码，同险种类型）',
    codes: { '310': '职工基本医疗保险参保人员', '390': '城乡居民基本医疗保险参保人员' },
  },
  selfpay_prop_type: { label: '目录自付比例类别（本平台代码）', codes: { '1': '先行自付' } },
} as const satisfies Readonly<Record<string, Pick<Dictionary, 'label' | 'codes'>>>

/** One entry of a code list. */
export interface DictionaryRow {
  readonly value: string
  readonly label: string
  /** The longest other code of the list that this one begins with; '' when there is none. */
  readonly parent: string
}

/** The rows of a code list, as it is ordered; null when there is no list of this name. */
export function dictionaryRows(name: string): readonly DictionaryRow[] | null {
  const lists: Readonly<Record<string, Pick<Dictionary, 'codes' | 'extensions'>>> = {
    ...dictionaries,
    ...ownDictionaries,
  }
  const list = Object.hasOwn(lists, name) ? lists[name] : undefined
  if (list === undefined) return null
  const codes = Object.entries({ ...list.codes, ...list.extensions })
  return codes.map(([value, label]) => ({ value, label, parent: parentOf(value, codes) }))
}

function parentOf(value: string, codes: readonly (readonly [string, string])[]): string {
  const parents = codes.map(([code]) => code).filter((code) => code !== value && value.startsWith(code))
  return parents.sort((a, b) => b.length - a.length)[0] ?? ''
}

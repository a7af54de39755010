/** Where the cases of a comparison come from, as it is kept beside the comparison: Chinese, then English. */
export const sourceLabels = {
  generated: (seed: number): string => `模拟 generated, seed ${seed}`,
  file: (path: string): string => `文件 file ${path}`,
  database: (division: string): string => `数据库 database, ${division}`,
} as const

const readers: readonly (readonly [form: RegExp, zh: string, en: string])[] = [
  [/^模拟 generated, seed (\d+)$/, '模拟数据，种子 $1', 'generated, seed $1'],
  [/^文件 file (.+)$/, '文件 $1', 'file $1'],
  [/^数据库 database, (.+)$/, '数据库，$1', 'database, $1'],
]

/** The same in one language each; a label of another form stands for itself. */
export function sourceWords(label: string): { readonly zh: string; readonly en: string } {
  const [form, zh, en] = readers.find(([one]) => one.test(label)) ?? [/^(.*)$/s, '$1', '$1']
  return { zh: label.replace(form, zh), en: label.replace(form, en) }
}

import { dateOf, type IsoDate } from '@yibao/core/kernel'
import type { Plan, RegionPack } from '@yibao/core/policy'
import { citations } from '../src/text/citations.ts'
import { totalRows } from '../src/text/layer-text.ts'
import { parameterTable } from '../src/text/parameter-text.ts'
import { rulesOnDate } from '../src/text/plan-on-date.ts'
import { careWord, schemeWord } from '../src/text/plan-words.ts'
import { section } from '../src/text/rules-text.ts'
import { type Column, tableLines } from '../src/text/table-text.ts'
import { aside, type Language, marks, say, type Words } from '../src/text/words.ts'
import type { SandboxDescription } from './describe.ts'

type Told<Row> = readonly [title: Words, cell: (row: Row) => string]

function table<Row>(rows: readonly Row[], columns: readonly Told<Row>[], language: Language): readonly string[] {
  const heads = columns.map(([title]): Column => ({ title: say(title, language), side: 'left' }))
  return tableLines(
    heads,
    rows.map((row) => columns.map(([, cell]) => cell(row))),
  )
}

type Institution = SandboxDescription['institutions'][number]
type Person = SandboxDescription['people'][number]

const institutionColumns = (language: Language): readonly Told<Institution>[] => [
  [['编码', 'code'], ({ code }) => code],
  [['名称', 'name'], ({ name, nameEn }) => say([name, nameEn], language)],
  [['等级', 'level'], ({ levelCode }) => levelCode],
  [['区划', 'division'], ({ division }) => division],
  [['账号', 'account'], ({ keys }) => keys.map(({ account }) => account).join(' ')],
  [['密钥', 'secret'], ({ keys }) => keys.map(({ secret }) => secret).join(' ')],
]

const named = (rows: readonly { readonly code: string; readonly name: string }[]): string =>
  rows.map(({ code, name }) => `${code} ${name}`).join('、')

const staffColumns: readonly Told<Institution>[] = [
  [['编码', 'code'], ({ code }) => code],
  [['经办人', 'operators'], ({ operators }) => operators.map(({ number }) => number).join('、')],
  [['科室', 'departments'], ({ departments }) => named(departments)],
  [['医师、药师', 'doctors, pharmacists'], ({ practitioners }) => named(practitioners)],
]

const insuranceText = ({ scheme, division, personType, from, until }: Person['insurances'][number]): string =>
  `${scheme} ${personType} ${division} ${from}–${until ?? ''}`

const personColumns = (language: Language): readonly Told<Person>[] => [
  [['角色', 'role'], ({ role }) => role],
  [['用途', 'for'], ({ label, labelEn }) => say([label, labelEn], language)],
  [['人员编号', 'person'], ({ insuredId }) => insuredId],
  [['身份证号 02', 'certificate 02'], ({ certificateNumber }) => certificateNumber],
  [['账户', 'account'], ({ accountBalance }) => accountBalance],
  [['参保', 'insured'], ({ insurances }) => insurances.map(insuranceText).join('; ')],
  [['备案', 'on file'], ({ filings }) => filings.map(({ filingId, about }) => `${filingId} ${about}`).join('; ')],
  [['共济账户', 'shares the account of'], ({ sharesWith }) => sharesWith ?? ''],
]

const itemColumns = (language: Language): readonly Told<SandboxDescription['items'][number]>[] => [
  [['用途', 'for'], ({ label, labelEn }) => say([label, labelEn], language)],
  [['编码', 'code'], ({ code }) => code],
  [['名称', 'name'], ({ name }) => name],
  [['类', 'class'], (item) => item.class],
  [['先行自付', 'borne first'], ({ preCoinsurance }) => preCoinsurance ?? ''],
  [
    ['最高限价', 'ceilings'],
    ({ ceilings }) =>
      Object.entries(ceilings)
        .map(([level, price]) => `${level} ${price}`)
        .join(', '),
  ],
]

function planLines(pack: RegionPack, plan: Plan, on: IsoDate, language: Language): readonly string[] {
  const { scheme, care } = plan
  const { parameters } = rulesOnDate(pack, { about: 'plan', rules: plan }, on)
  const cares = care.map((name) => careWord(name, language)).join(marks[language].list)
  const whose = scheme === null ? '' : `${scheme} ${schemeWord(scheme, language)} · `
  return [
    ...section(say([plan.label, plan.labelEn], language) + aside(`${whose}${cares}`, language), [
      ...parameterTable(parameters, plan, citations(language), language),
      '',
      say(['累计（5206 cum_type_code）', 'running totals (cum_type_code of 5206)'], language),
      ...totalRows(plan, language),
    ]),
  ]
}

const codes = (entries: readonly { readonly code: string; readonly name: string }[]): readonly string[] =>
  entries.map(({ code, name }) => `${code} ${name}`)

/** The load people differ in nothing but their numbers: the first and the last stand for all. */
function fewer(people: readonly Person[]): readonly Person[] {
  const load = people.filter(({ role }) => role.startsWith('load-'))
  return people.filter((person) => !load.includes(person) || person === load[0] || person === load.at(-1))
}

/** The sandbox as a developer reads it; everything, each of the load people too, stands in the JSON. */
export function sandboxText(described: SandboxDescription, pack: RegionPack, language: Language): string {
  const { region, since, businessTime, centre, institutions, people, items, examples } = described
  const heading = (zh: string, en: string, lines: readonly string[]) => section(say([zh, en], language), lines)
  const lines = [
    `${say(['沙箱', 'sandbox'], language)} ${region.division} ${say([region.name, region.nameEn], language)} · ${say(['建于', 'filled'], language)} ${since}`,
    ...heading('地址', 'Addresses', [
      ...centre.paths.map((path) => `POST ${centre.address}${path}`),
      `${say(['接入方式', 'styles'], language)} ${centre.styles.join(', ')}`,
    ]),
    ...heading('机构', 'Institutions', table(institutions, institutionColumns(language), language)),
    ...heading('科室、医师、经办人', 'Departments, doctors, operators', table(institutions, staffColumns, language)),
    ...heading('人员', 'People', table(fewer(people), personColumns(language), language)),
    ...heading('项目', 'Items', table(items, itemColumns(language), language)),
    ...heading('追溯码', 'Traceability codes', described.traceCodes.slice(0, 3)),
    ...heading('诊断', 'Diagnoses', codes(described.diagnoses)),
    ...heading('门诊慢特病', 'Chronic diseases', codes(described.chronicDiseases)),
    ...pack.plans.flatMap((plan) => planLines(pack, plan, dateOf(businessTime), language)),
    // Not set in: a shell wants the end of the data at the beginning of its line.
    ...(examples === null ? [] : ['', say(['示例（sh）', 'Example (sh)'], language), examples.tif.trimEnd()]),
  ]
  return lines.map((line) => line.trimEnd()).join('\n')
}

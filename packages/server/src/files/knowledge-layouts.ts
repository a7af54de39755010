/** One statement of a source: what is limited, in its own words. */
export interface SourceLimit {
  /** The tables that could hold it, the first that can read it is taken; empty when none of ours holds such limits. */
  readonly tables: readonly string[]
  /** The number of the point where the source has one. */
  readonly point: string
  /** Empty when the source gives the name only, and the codes stand in another file. */
  readonly key: string
  readonly second?: string
  readonly name: string
  readonly limit: string
  readonly note?: string
  readonly basis: string
  readonly file: string
  readonly line: number
  /** How many codes the source says that the point has. */
  readonly codes?: number
}

/** A code that belongs to a point, by its number or by its name. */
export interface SourceCode {
  readonly point: string
  readonly name: string
  readonly code: string
  readonly kinds: readonly string[]
  readonly file: string
  readonly line: number
}

/** One row of a source by the names of its columns. */
export interface SourceRow {
  readonly at: (column: string) => string
  readonly file: string
  readonly line: number
}

/** One layout, told by its header: how a row becomes limits or codes. */
export interface SourceLayout {
  readonly columns: readonly (readonly [name: string, chinese: string])[]
  readonly optional?: readonly string[]
  readonly limits?: (row: SourceRow, table: string | null) => readonly SourceLimit[]
  readonly codes?: (row: SourceRow) => readonly SourceCode[]
}

/** What the rule types of the published workbooks are called, and our tables for drugs and services. */
const drugTables: Readonly<Record<string, readonly string[]>> = {
  sex: ['drug-sex'],
  age: ['drug-child'],
  encounter_type: ['drug-care'],
  institution_level: ['drug-level'],
  insurance_type: ['drug-insurance'],
  payment_course: ['drug-course'],
}

const serviceTables: Readonly<Record<string, readonly string[]>> = {
  sex: ['service-sex'],
  age: ['service-child', 'service-age'],
  age_over: ['service-age'],
  frequency: ['service-frequency'],
  cycle_frequency: ['service-period'],
  course: ['service-course'],
  same_incision_group: ['same-incision'],
}

/** Columns of the dictionaries that hold one kind of limit each. */
const drugColumns: Readonly<Record<string, readonly string[]>> = {
  insurance_type: ['drug-insurance'],
  institution: ['drug-level'],
  encounter: ['drug-care'],
  specialty: ['drug-specialty'],
  sex: ['drug-sex'],
  age: ['drug-child'],
  disease: ['drug-indication'],
  step: ['drug-second-line'],
  max_dose: ['drug-max-dose'],
  course: ['drug-course'],
  total: ['drug-ceiling'],
}

const serviceColumns: Readonly<Record<string, readonly string[]>> = {
  insurance_type: ['service-insurance'],
  institution: ['service-level'],
  encounter: ['service-care'],
  specialty: ['service-specialty'],
  sex: ['service-sex'],
  age: ['service-child', 'service-age'],
  disease: ['service-indication'],
  frequency: ['service-frequency', 'service-period'],
  course: ['service-course'],
  total: ['service-ceiling'],
}

function columnsOf(names: readonly string[]): SourceLayout['columns'] {
  return names.map((name) => [name, name])
}

/** One limit for each filled column of a dictionary. */
function dictionary(code: string, name: string, columns: Readonly<Record<string, readonly string[]>>): SourceLayout {
  return {
    columns: columnsOf([code, name, ...Object.keys(columns), 'domain']),
    limits: ({ at, file, line }) =>
      Object.entries(columns)
        .filter(([column]) => at(column) !== '')
        .map(([column, tables]) => ({
          tables,
          point: at(code),
          key: at(code),
          name: at(name),
          limit: at(column),
          basis: at('domain'),
          file,
          line,
        })),
  }
}

/** The layouts that are known, each told by its header. */
export const sourceLayouts: readonly SourceLayout[] = [
  dictionary('drug_code_prefix', 'drug_name', drugColumns),
  dictionary('national_code', 'item_name', serviceColumns),
  {
    columns: columnsOf(['rule_type', 'drug_name', 'limit_value', 'basis']),
    limits: ({ at, file, line }) => {
      const name = at('drug_name')
      return [
        {
          tables: drugTables[at('rule_type')] ?? [],
          point: name,
          key: '',
          name,
          limit: at('limit_value') || at('basis'),
          basis: at('basis'),
          file,
          line,
        },
      ]
    },
  },
  {
    columns: columnsOf(['rule_type', 'national_code', 'item_name', 'limit_value', 'basis']),
    limits: ({ at, file, line }) => {
      const [key, kind] = [at('national_code'), at('rule_type')]
      return [
        {
          tables: serviceTables[kind] ?? [],
          // An operation stands in several groups: each is a point of its own.
          point: kind === 'same_incision_group' ? at('limit_value') : key,
          key,
          name: at('item_name'),
          limit: at('limit_value') || at('basis'),
          basis: at('basis'),
          file,
          line,
        },
      ]
    },
  },
  {
    columns: columnsOf(['period', 'main_name', 'main_code', 'other_name', 'other_code', 'note']),
    limits: ({ at, file, line }) => {
      const [key, second, note] = [at('main_code'), at('other_code'), at('note')]
      const name = `${at('main_name')} / ${at('other_name')}`
      return [
        {
          tables: ['service-duplicate'],
          point: `${key}-${second}`,
          key,
          second,
          name,
          limit: at('period'),
          note,
          basis: note,
          file,
          line,
        },
      ]
    },
  },
  {
    columns: columnsOf(['product_code', 'generic_name', 'rule_types']),
    codes: ({ at, file, line }) => [
      {
        point: '',
        name: at('generic_name'),
        code: at('product_code'),
        kinds: at('rule_types')
          .split(',')
          .flatMap((kind) => drugTables[kind.trim()] ?? []),
        file,
        line,
      },
    ],
  },
  {
    columns: [
      ['point', '知识点编号'],
      ['name', '名称'],
      ['number', '序号'],
      ['code', '编码'],
    ],
    codes: ({ at, file, line }) => [{ point: at('point'), name: at('name'), code: at('code'), kinds: [], file, line }],
  },
  {
    columns: [
      ['point', '知识点编号'],
      ['name', '通用名'],
      ['limit', '限定内容'],
      ['logic', '逻辑说明'],
      ['basis', '依据'],
      ['codes', '编码数量'],
    ],
    optional: ['logic', 'codes', 'basis'],
    limits: ({ at, file, line }, table) => {
      const [codes, basis] = [at('codes'), [at('logic'), at('basis')].filter((text) => text !== '').join('；')]
      const limit = {
        tables: table === null ? [] : [table],
        point: at('point'),
        key: '',
        name: at('name'),
        limit: at('limit'),
        basis,
        file,
        line,
      }
      return [codes === '' ? limit : { ...limit, codes: Number(codes) }]
    },
  },
]

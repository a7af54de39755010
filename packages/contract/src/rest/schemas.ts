import { type ProviderKind, type ProviderLevel, providerKindWords, providerLevelWords } from '@yibao/core/encounter'
import Type, { type TObject, type TProperties, type TSchema } from 'typebox'

const between = ' · '

/** A description in both languages. */
export const both = (zh: string, en: string): { readonly description: string } => ({
  description: zh + between + en,
})

/** The two languages of a description. */
export function wordsOf(description: string): { readonly zh: string; readonly en: string } {
  const [zh = '', en = zh] = description.split(between)
  return { zh, en }
}

/** An object of exactly these fields. */
export const fields = <P extends TProperties>(properties: P, options: { readonly description?: string } = {}) =>
  Type.Object(properties, { ...options, additionalProperties: false })

/** The schema, or null. */
export const maybe = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()])

interface TextWords {
  readonly description: string
  readonly examples?: readonly string[]
}

/** No control characters, neither of ASCII nor of ISO 6429, and no half of a character, which no database keeps. */
const oneLine = '^(?:[^\\u0000-\\u001f\\u007f-\\u009f\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$'

/** One line of text of at most so many characters, without control characters. */
export const text = (most: number, words: TextWords, least = 1) =>
  Type.String({ examples: ['…'], ...words, minLength: least, maxLength: most, pattern: oneLine })

/** A schema of what is never told back, a password for example; `writeOnly` says the same to readers of the document. */
export const secret = { writeOnly: true } as const

/** A text of the answer. */
export const said = (zh: string, en: string) => Type.String(both(zh, en))

/** Money is a whole number of fen (1/100 yuan), negative where a settlement was undone. */
export const fen = (zh: string, en: string) =>
  Type.Integer({
    ...both(`${zh}（分）`, `${en}, fen`),
    minimum: -9_007_199_254_740_991,
    maximum: 9_007_199_254_740_991,
  })

export const count = (zh: string, en: string) => Type.Integer({ ...both(zh, en), minimum: 0 })

/** Beijing civil date. */
export const date = (zh: string, en: string) =>
  Type.String({ ...both(zh, en), examples: ['2025-03-01'], pattern: '^\\d{4}-\\d\\d-\\d\\d$' })

/** A date as somebody asks for it: a day that exists, in a century that matters. */
export const askedDate = (zh: string, en: string) =>
  Type.String({
    ...both(`${zh}，写成 2025-03-01`, `${en}, written as 2025-03-01`),
    format: 'date',
    examples: ['2025-03-01'],
    pattern: '^(19|20|21)\\d\\d-\\d\\d-\\d\\d$',
  })

/** Beijing civil time. */
export const time = (zh: string, en: string) =>
  Type.String({
    ...both(`${zh}（北京时间）`, `${en}, Beijing time`),
    examples: ['2025-03-01 08:30:00'],
    pattern: '^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d$',
  })

/** One of a few words. */
export const oneOf = <const V extends string>(values: readonly V[], zh: string, en: string) =>
  Type.Enum<V[]>([...values], { ...both(zh, en), type: 'string' })

export const words = fields({ zh: Type.String(), en: Type.String() }, both('中英文字', 'words in both languages'))

export const insuredId = text(30, {
  ...both('人员编号 psn_no', 'number of the insured person in this centre'),
  examples: ['33020000000000000000000001'],
})
export const providerCode = text(30, {
  ...both('定点医药机构编码', 'code of the designated institution'),
  examples: ['H33020000001'],
})
export const providerName = maybe(said('机构名称', 'name of the institution'))
export const providerKind = oneOf(
  Object.keys(providerKindWords) as readonly ProviderKind[],
  'hospital 医院，community 社区，township 乡镇，clinic 诊所，pharmacy 药店',
  'hospital, community centre, township centre, clinic, pharmacy',
)
export const providerLevel = oneOf(
  Object.keys(providerLevelWords) as readonly ProviderLevel[],
  '三级、二级、一级、未定级',
  'level of the institution',
)
export const userId = text(32, { ...both('用户名', 'sign-in name'), examples: ['li.si'] })
export const matterId = text(40, {
  ...both('疑点或案件编号', 'number of the item or case'),
  examples: ['174096000000000006A1B2C3D4'],
})
export const settlementId = text(40, {
  ...both('结算编号 setl_id', 'number of the settlement'),
  examples: ['174096000000000001A1B2C3D4'],
})
export const visitId = text(40, {
  ...both('就诊编号 mdtrt_id', 'number of the visit'),
  examples: ['174096000000000002A1B2C3D4'],
})
export const messageId = text(40, {
  ...both('报文号', 'number of the message in the archive'),
  examples: ['174096000000000003A1B2C3D4'],
})
export const scheme = oneOf(['310', '390'], '险种：310 职工，390 居民', 'scheme: 310 employees, 390 residents')
export const division = Type.String({
  ...both('行政区划', 'administrative division'),
  examples: ['330200'],
  pattern: '^\\d{6}$',
})

/** Who acts on what he looked at names its version; the last one to act is told to look again. */
export const seenVersion = Type.Integer({
  ...both('您看到的版本', 'the version that you looked at'),
  minimum: 1,
  maximum: 1_000_000,
})

/** A file within a body, at most so many signs of Base64. */
export const sentFile = (most: number, example: string) => ({
  filename: text(120, { ...both('文件名', 'name of the file'), examples: [example] }),
  content: Type.String({
    ...both('内容（Base64）', 'content, Base64'),
    maxLength: most,
    pattern: '^[A-Za-z0-9+/]*={0,2}$',
  }),
})

/** The longest page of any list. */
export const pageLimit = 200

/** What every list takes: how many rows, and behind which row the page begins. */
export const pageFields = {
  limit: Type.Optional(
    Type.Integer({ ...both(`每页行数，缺省 50`, 'rows of a page, 50 when absent'), minimum: 1, maximum: pageLimit }),
  ),
  after: Type.Optional(text(200, both('上一页给出的 next', 'the `next` of the page before'))),
}

/** A page of a list. */
export const page = <S extends TSchema>(row: S) =>
  fields({
    rows: Type.Array(row, { maxItems: pageLimit }),
    next: maybe(Type.String(both('下一页从此继续；末页为空', 'where the next page begins; null on the last'))),
  })

/** A page that may come to the end of a stretch before it is full; what lies behind is asked for with `next`. */
export const stretch = <S extends TSchema>(row: S) =>
  fields({
    rows: Type.Array(row, { maxItems: pageLimit }),
    next: maybe(Type.String(both('从此继续；查完为空', 'where to go on; null when all was looked at'))),
    lookedTo: maybe(
      time('只查到此时；页已满或已查完时为空', 'how far was looked; null when the page is full or all was looked at'),
    ),
  })

export const language = Type.Optional(oneOf(['zh', 'en'], '文字的语言，缺省中文', 'language of texts, zh when absent'))

/** Why somebody does what is written down in the operation log. */
export const reason = text(200, both('事由，记入操作日志', 'why; written to the operation log'), 4)

/** The properties of an object schema. */
export const namesIn = (schema: TObject | undefined): readonly string[] =>
  schema === undefined ? [] : Object.keys(schema.properties)

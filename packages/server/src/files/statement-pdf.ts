import { type Fen, sumFen, yuan } from '@yibao/core/kernel'
import { amountInWords } from '../text/amount-in-words.ts'
import type { PaperFont } from './statement-font.ts'
import { openPage, type Page, type PageColumn } from './statement-page.ts'
import type { PaperHead, PaperLine, PaperRow, StatementPaper } from './statement-paper.ts'

/** `1,234.50`, grouped without going through a float. */
function groupedYuan(amount: Fen): string {
  return yuan(amount).replace(/\B(?=(\d{3})+\.)/g, ',')
}

const periodText = (period: string): string => {
  const [year = '', month] = period.split('-')
  return month === undefined ? `${year} 年` : `${year} 年 ${Number(month)} 月`
}
const dayText = (day: string): string => {
  const [year = '', month = '', date = ''] = day.split('-')
  return `${year} 年 ${Number(month)} 月 ${Number(date)} 日`
}

const sumColumns = (title: string, below: string): readonly PageColumn[] => [
  { title, below, width: 24, side: 'left' },
  { title: '例数', below: 'cases', width: 9, side: 'right' },
  { title: '总费用', below: 'total charge', width: 17, side: 'right' },
  { title: '已记账基金', below: 'charged to the fund', width: 17, side: 'right' },
  { title: '支付标准', below: 'standard', width: 17, side: 'right' },
  { title: '应付基金', below: 'payable', width: 17, side: 'right' },
]

const rowCells = ({ name, cases, total, charged, standard, payable }: PaperRow): readonly string[] => [
  `${name.zh} ${name.en}`,
  cases.toLocaleString('en-US'),
  ...[total, charged, standard, payable].map(groupedYuan),
]

function sumRow(rows: readonly PaperRow[]): PaperRow {
  const sum = (of: (row: PaperRow) => Fen): Fen => sumFen(rows.map(of))
  return {
    name: { zh: '合计', en: 'sum' },
    cases: rows.reduce((count, { cases }) => count + cases, 0),
    total: sum(({ total }) => total),
    charged: sum(({ charged }) => charged),
    standard: sum(({ standard }) => standard),
    payable: sum(({ payable }) => payable),
  }
}

/** What the papers are called, what they pay for, and what is said of an amount below zero. */
const kindWords: Readonly<
  Record<
    PaperHead['kind'],
    { readonly title: string; readonly below: string; readonly what: string; readonly under: string }
  >
> = {
  advance: {
    title: '医疗保障基金预付单',
    below: 'Statement of an advance',
    what: '预付',
    under: '',
  },
  month: {
    title: '医疗保障基金月结算单',
    below: 'Statement of a month',
    what: '费用经审核结算',
    under: '未能扣回、结转下期 carried to the next period',
  },
  year: {
    title: '医疗保障基金年终清算单',
    below: 'Statement of the clearing of a year',
    what: '费用经年终清算',
    under: '应收回 to be taken back',
  },
}

const purposes: Readonly<Record<PaperHead['kind'], string>> = {
  advance: '预付',
  month: '月结算',
  year: '年终清算',
}

const sign: Readonly<Record<PaperLine['effect'], string>> = { add: '＋', less: '－', told: '' }

function head(page: Page, paper: PaperHead, number: string): void {
  const { code, name, level } = paper.provider
  page.beside([`编号 No. ${number}`, `开具日期 issued ${dayText(paper.issuedOn)}`])
  page.beside([`机构 institution ${name}`, `编码 code ${code}`])
  page.beside([`等级 level ${level.zh} ${level.en}`, `险种 insurance ${paper.insurance.zh} ${paper.insurance.en}`])
  page.beside([`期间 period ${periodText(paper.period)}`, `支付方案 plan ${paper.plan}`])
  page.gap(6)
}

const section = (page: Page, text: string): void => {
  page.gap(4)
  page.keep(60)
  page.line(text, { size: 10.5 })
}

function signatures(page: Page, titles: readonly string[]): void {
  page.keep(64)
  page.gap(26)
  page.beside(titles.map((title) => `${title}：＿＿＿＿＿＿＿＿`))
}

/**
 * 医疗保障基金月结算单: what an institution is told of a month, with every amount from its cases to what is paid.
 *
 * @returns the bytes of a PDF
 */
export async function statementPdf(paper: StatementPaper, font: PaperFont): Promise<Buffer> {
  const page = openPage(font, {
    title: `结算单 ${paper.number}`,
    foot: `${paper.authority}  结算单 ${paper.number}`,
    on: paper.issuedOn,
  })
  const { title, below, under } = kindWords[paper.kind]
  page.line(title, { size: 17, side: 'middle' })
  page.line(below, { size: 8, side: 'middle', grey: true })
  page.gap(6)
  head(page, paper, paper.number)
  // An advance and a year's clearing list no cases: those were told by the statements of the months.
  const hasCases = paper.kinds.length > 0
  if (hasCases) {
    section(page, '一、病例种类 by kind of case')
    page.table(sumColumns('种类', 'kind'), paper.kinds.map(rowCells), rowCells(sumRow(paper.kinds)))
    section(page, '二、支付方式 by method of payment')
    page.table(sumColumns('方式', 'method'), paper.methods.map(rowCells), rowCells(sumRow(paper.methods)))
  }
  section(page, `${hasCases ? '三、' : ''}应拨付金额的计算 from what is owed to what is paid`)
  page.table(
    [
      { title: '项目', below: 'line', width: 34, side: 'left' },
      { title: '', width: 3, side: 'middle' },
      { title: '金额（元）', below: 'yuan', width: 16, side: 'right' },
      { title: '', width: 2, side: 'left' },
      { title: '算式', below: 'how', width: 45, side: 'left' },
    ],
    paper.lines.map(({ name, effect, amount, formula }) => [
      `${name.zh} ${name.en}`,
      sign[effect],
      groupedYuan(amount),
      '',
      formula,
    ]),
    [
      '本次应拨付 to be paid',
      '＝',
      groupedYuan(paper.payable),
      '',
      '以上之和，不低于零 sum of the lines, not below zero',
    ],
  )
  page.paragraph(`大写 in words：人民币${amountInWords(paper.payable)}`)
  if (paper.carriedOut > 0) page.paragraph(`${under}：${groupedYuan(paper.carriedOut)} 元 yuan`)
  if (hasCases) section(page, '四、未按正常病例支付的病例 cases not paid as normal ones')
  if (hasCases && paper.deviating.length === 0) page.line('无 none', { size: 9 })
  if (paper.deviating.length > 0) {
    page.table(
      [
        { title: '结算编号', below: 'case', width: 26, side: 'left' },
        { title: '出院日期', below: 'discharged', width: 13, side: 'left' },
        { title: '病组', below: 'group', width: 11, side: 'left' },
        { title: '种类', below: 'kind', width: 20, side: 'left' },
        { title: '总费用', below: 'total charge', width: 15, side: 'right' },
        { title: '已记账', below: 'charged', width: 15, side: 'right' },
        { title: '应付', below: 'payable', width: 15, side: 'right' },
      ],
      paper.deviating.map((one) => [
        one.caseId,
        one.dischargedOn,
        one.group,
        `${one.kind.zh} ${one.kind.en}`,
        ...[one.total, one.charged, one.payable].map(groupedYuan),
      ]),
    )
  }
  if (paper.leftOut > 0)
    page.line(`另有 ${paper.leftOut} 例未列出，见电子表 and ${paper.leftOut} more: see the workbook`, { size: 8.5 })
  signatures(page, ['经办 prepared by', '复核 checked by', '机构 institution'])
  return page.finish()
}

/**
 * 拨付通知书: tells the finance office and the institution what is transferred.
 *
 * @returns the bytes of a PDF of one page
 */
export async function noticePdf(paper: StatementPaper, font: PaperFont): Promise<Buffer> {
  const { name, code } = paper.provider
  const page = openPage(font, {
    title: `拨付通知书 ${paper.noticeNumber}`,
    foot: `${paper.authority}  拨付通知书 ${paper.noticeNumber}`,
    on: paper.issuedOn,
  })
  page.gap(20)
  page.line('医疗保障基金拨付通知书', { size: 18, side: 'middle' })
  page.line('Notice of appropriation', { size: 8, side: 'middle', grey: true })
  page.line(`文号 No. ${paper.noticeNumber}`, { side: 'right' })
  page.gap(16)
  page.paragraph(`${name}（${code}）：`, { size: 11 })
  page.gap(4)
  page.paragraph(
    `根据结算单 ${paper.number}，${periodText(paper.period)}${paper.insurance.zh}${kindWords[paper.kind].what}，现拨付医疗保障基金：`,
    { size: 11 },
  )
  page.paragraph(`Under statement ${paper.number} the fund transfers for ${paper.period}, ${paper.insurance.en}:`, {
    size: 8.5,
    grey: true,
  })
  page.gap(8)
  page.table(
    [
      { title: '项目', below: 'item', width: 26, side: 'left' },
      { title: '内容', below: 'content', width: 74, side: 'left' },
    ],
    [
      ['金额（小写）amount', `￥${groupedYuan(paper.payable)}`],
      ['金额（大写）in words', `人民币${amountInWords(paper.payable)}`],
      ['收款单位 payee', `${name}（${code}）`],
      ['开户银行 bank', ''],
      ['账号 account', ''],
      ['用途 purpose', `${periodText(paper.period)}${paper.insurance.zh}${purposes[paper.kind]}`],
      ['支付方案 plan', paper.plan],
    ],
  )
  if (paper.payable === 0) page.paragraph('本期无应拨付金额。 Nothing is to be transferred for this period.')
  signatures(page, ['经办 prepared by', '复核 checked by', '负责人 approved by'])
  page.gap(30)
  page.line(paper.authority, { size: 11, side: 'right' })
  page.line('（盖章 seal）', { side: 'right', grey: true })
  page.line(dayText(paper.issuedOn), { size: 11, side: 'right' })
  return page.finish()
}

import { type Fen, sumFen, yuan } from '@yibao/core/kernel'
import { settlementKindWords } from '@yibao/core/settlement'
import { qrcode } from 'bwip-js/node'
import type { Receipt, ReceiptFormat, ReceiptLine, ReceiptOrder } from '../flows/receipt-ports.ts'
import { printWords, receiptTitles } from '../text/receipt-words.ts'
import type { PaperFont } from './statement-font.ts'
import { openPage, type Page, type PageColumn } from './statement-page.ts'

const chargeColumns: readonly PageColumn[] = [
  { title: '项目', below: 'kind of charge', width: 30, side: 'left' },
  { title: '金额', below: 'amount', width: 14, side: 'right' },
  { title: '甲类', below: 'class A', width: 14, side: 'right' },
  { title: '乙类', below: 'class B', width: 14, side: 'right' },
  { title: '自费', below: 'own expense', width: 14, side: 'right' },
  { title: '其他', below: 'others', width: 14, side: 'right' },
]

const lineColumns: readonly PageColumn[] = [
  { title: '项目', below: 'item', width: 34, side: 'left' },
  { title: '类', below: 'class', width: 5, side: 'middle' },
  { title: '单价', below: 'price', width: 11, side: 'right' },
  { title: '数量', below: 'quantity', width: 8, side: 'right' },
  { title: '金额', below: 'amount', width: 12, side: 'right' },
  { title: '自费', below: 'own expense', width: 12, side: 'right' },
  { title: '先行自付', below: 'borne first', width: 12, side: 'right' },
  { title: '符合范围', below: 'eligible', width: 12, side: 'right' },
]

const classWords = { A: '甲', B: '乙', C: '丙' } as const

const sumOf = <Row>(rows: readonly Row[], of: (row: Row) => Fen): Fen => sumFen(rows.map(of))

const lineCells = ({ itemName, itemClass, price, quantity, ...line }: ReceiptLine): readonly string[] => [
  itemName,
  classWords[itemClass],
  price,
  quantity,
  yuan(line.total),
  yuan(line.own),
  yuan(line.preCoinsurance),
  yuan(line.eligible),
]

const lineSums = (title: string, lines: readonly ReceiptLine[]): readonly string[] => [
  title,
  '',
  '',
  '',
  yuan(sumOf(lines, ({ total }) => total)),
  yuan(sumOf(lines, ({ own }) => own)),
  yuan(sumOf(lines, ({ preCoinsurance }) => preCoinsurance)),
  yuan(sumOf(lines, ({ eligible }) => eligible)),
]

/** A place by its name and number; by its number where nobody knows the name. */
const placeText = ({ code, label }: Receipt['division']): string =>
  label.zh === code ? code : `${label.zh}（${code}）`

function head(page: Page, receipt: Receipt): void {
  const { provider, person, visit, scheme, medType, care } = receipt
  const isStay = care === 'inpatient'
  page.beside([
    `机构 institution ${provider.name}（${provider.code}）`,
    `等级 level ${provider.level.zh} ${provider.level.en}`,
  ])
  page.beside([
    `姓名 name ${person.name}`,
    `证件 identity ${person.certificateNumber}`,
    `性别 ${person.gender.zh}　年龄 age ${person.age}`,
  ])
  page.beside([
    `人员编号 insured number ${receipt.insuredId}`,
    `险种 insurance ${scheme.label.zh} ${scheme.label.en}　人员类别 ${person.kind.label.zh} ${person.kind.label.en}`,
  ])
  page.beside([
    `医疗类别 care ${medType.label.zh}（${medType.code}）`,
    isStay ? `住院号 number ${visit.number}` : `就诊号 number ${visit.number}`,
    `科室 department ${visit.department}`,
  ])
  page.beside([
    isStay ? `住院日期 stay ${visit.from} 至 ${visit.until}（${visit.days} 天）` : `就诊日期 date ${visit.from}`,
    `结算时间 settled ${receipt.at}　参保地 region ${placeText(receipt.division)}`,
  ])
  const diagnoses = visit.diagnoses.map(({ code, name }) => `${name}（${code}）`).join('；')
  if (diagnoses !== '') page.beside([`诊断 diagnoses ${diagnoses}`])
}

/** Title, yuan, title, yuan: two amounts beside each other. */
function amountTable(page: Page, { amounts, funds, relatives, balanceAfter }: Receipt, format: ReceiptFormat): void {
  const columns: readonly PageColumn[] = [
    { title: '基金支付', below: 'paid by funds', width: 32, side: 'left' },
    { title: '金额（元）', below: 'yuan', width: 18, side: 'right' },
    { title: '', width: 2, side: 'left' },
    { title: '个人负担', below: 'borne by the person', width: 30, side: 'left' },
    { title: '金额（元）', below: 'yuan', width: 18, side: 'right' },
  ]
  const left: readonly (readonly [string, string])[] = [
    // Half a page has room for those that pay only.
    ...funds
      .filter(({ amount }, index) => format === 'a4' || index === 0 || amount !== 0)
      .map(({ label, amount }) => [`${label.zh} ${label.en}`, yuan(amount)] as const),
    ['基金支付合计 all funds', yuan(amounts.fund)],
    ['医院负担 hospital', yuan(amounts.hospital)],
  ]
  const right: readonly (readonly [string, string])[] = [
    ['个人自付 self-pay', yuan(amounts.selfPay)],
    ['个人自费 own expense', yuan(amounts.ownExpense)],
    ['个人负担合计 person', yuan(amounts.person)],
    ['　个人账户 account', yuan(amounts.account)],
    ['　家庭共济 relatives', yuan(amounts.family)],
    ...relatives.map(({ name, amount }) => [`　　${name}`, yuan(amount)] as const),
    ['　现金 cash', yuan(amounts.cash)],
    ['实付起付标准 deductible paid', yuan(amounts.deductible)],
    ['账户余额 balance', yuan(balanceAfter)],
  ]
  const rows = Array.from({ length: Math.max(left.length, right.length) }, (_, index) => {
    const [one, other] = [left[index] ?? ['', ''], right[index] ?? ['', '']]
    return [one[0], one[1], '', other[0], other[1]]
  })
  page.table(columns, rows)
}

function lineTable(page: Page, { lines, linesLeftOut }: Receipt): void {
  if (lines.length === 0) return
  page.gap(2)
  page.keep(70)
  page.line('费用明细 lines of the bill', { size: 10 })
  page.table(lineColumns, lines.map(lineCells), lineSums('合计 sum', lines), (from, until) =>
    lineSums('本页小计 this page', lines.slice(from, until)),
  )
  if (linesLeftOut > 0) page.line(`另有 ${linesLeftOut} 行未列出 and ${linesLeftOut} more lines`, { size: 8.5 })
}

/** What became of it later, so that nobody takes a statement for more than it is. */
function standing(page: Page, { stands, chain, kind, settlementId }: Receipt): void {
  const later = chain.filter((one) => one.settlementId !== settlementId)
  if (kind === 'cancel' || kind === 'reverse') {
    page.line(`退费：本单各项金额为退回 refund: the amounts are given back`, { size: 9 })
  }
  if (later.length === 0) return
  const told = later
    .map((one) => `${settlementKindWords[one.kind].join(' ')} ${one.at}（${one.settlementId}）`)
    .join('；')
  page.paragraph(`※ ${stands ? '现仍有效 it stands' : '已失效 it does not stand any more'}：${told}`)
}

/**
 * 医疗保障基金结算单 on A4 or half of it, with sums of each page of lines, the mark of a reprint, and the code that opens why.
 *
 * @returns the bytes of a PDF
 */
export async function receiptPdf({ receipt, format, mark, link }: ReceiptOrder, font: PaperFont): Promise<Buffer> {
  const [zh, en] = printWords(mark.number)
  const printed = `${zh} ${en}`
  const page = openPage(
    font,
    {
      title: `结算单 ${receipt.settlementId}`,
      foot: `${receipt.authority}  结算单 ${receipt.settlementId}  ${printed}  打印 printed ${mark.at}`,
      on: mark.at.slice(0, 10),
    },
    format,
  )
  const [title, below] = receiptTitles[receipt.care]
  page.line(title, { size: format === 'a4' ? 17 : 14, side: 'middle' })
  page.line(below, { size: 8, side: 'middle', grey: true })
  page.line(`结算编号 No. ${receipt.settlementId}　　${printed}`, { size: 9, side: 'right' })
  head(page, receipt)
  standing(page, receipt)
  page.gap(3)
  page.table(
    chargeColumns,
    receipt.charges.map(({ label, total, classA, classB, own, other }) => [
      `${label.zh} ${label.en}`,
      ...[total, classA, classB, own, other].map(yuan),
    ]),
    [
      '合计 sum',
      yuan(sumOf(receipt.charges, ({ total }) => total)),
      yuan(sumOf(receipt.charges, ({ classA }) => classA)),
      yuan(sumOf(receipt.charges, ({ classB }) => classB)),
      yuan(sumOf(receipt.charges, ({ own }) => own)),
      yuan(sumOf(receipt.charges, ({ other }) => other)),
    ],
  )
  page.beside([
    `医疗总费用 total ${yuan(receipt.amounts.total)} 元`,
    `符合政策范围 eligible ${yuan(receipt.amounts.eligible)} 元`,
  ])
  page.line(`总费用大写 in capitals：人民币${receipt.inCapitals}`, { size: 9 })
  amountTable(page, receipt, format)
  page.line(`现金大写 cash in capitals：人民币${receipt.cashInCapitals}`, { size: 9 })
  if (link !== null) {
    const code = await qrcode({ bcid: 'qrcode', text: link, scale: 4 })
    page.gap(4)
    page.picture(code, 72, [
      '扫码看“为什么付这么多”：每一步的算法和依据。',
      'Scan to see why you paid this: every step and its clause.',
      '半年内有效，不需登录，只显示这一笔。Valid for half a year, without signing in, for this bill only.',
    ])
  }
  page.keep(40)
  page.gap(10)
  page.beside(['收费员 cashier：＿＿＿＿＿＿', '患者或家属 patient：＿＿＿＿＿＿', '机构（章）institution：'])
  lineTable(page, receipt)
  return page.finish()
}

import { documentWords, limitWords, measureWords } from '@yibao/core/casework'
import { type Fen, yuan } from '@yibao/core/kernel'
import type { MatterDocument } from '../flows/casework-ports.ts'
import { amountInWords } from '../text/amount-in-words.ts'
import type { PaperFont } from './statement-font.ts'
import { openPage, type Page } from './statement-page.ts'

const money = (amount: Fen): string =>
  `${yuan(amount).replace(/\B(?=(\d{3})+\.)/g, ',')} 元（人民币${amountInWords(amount)}）`

const dayText = (day: string): string => {
  const [year = '', month = '', date = ''] = day.split('-')
  return `${year} 年 ${Number(month)} 月 ${Number(date)} 日`
}

/** What the institution may do about it, by the limit that begins. */
const remedies: Readonly<Record<string, string>> = {
  answer: '你单位有权陈述、申辩，并可提交材料；逾期未答的，视为放弃。',
  appeal: '你单位不服本决定的，可以提出申诉；逾期的，决定生效。',
  repay: '请按期退回；采用扣款方式的，从结算款中扣除。',
  'request-hearing': '你单位可以陈述、申辩，符合条件的可以要求听证。',
  'pay-fine': '请按期缴纳罚款；不服的，可依法申请行政复议或者提起行政诉讼。',
}

export type PaperRows = readonly (readonly [string, string])[]

function facts(page: Page, { content }: MatterDocument, about: PaperRows): void {
  const { providerName, providerCode, rule, title, stake, decided, paidBack, matterId, evidence, reason } = content
  page.table(
    [
      { title: '项目', width: 26, side: 'left' },
      { title: '内容', width: 74, side: 'left' },
    ],
    [
      ['事项', matterId],
      ['机构', `${providerName ?? ''}（${providerCode}）`],
      ['事由', `${title.zh}（${rule}）`],
      ...about,
      ['涉及金额', money(stake)],
      ...(decided === null ? [] : [['决定退回', money(decided)]]),
      ...(paidBack === undefined ? [] : [['退还你单位', money(paidBack)]]),
      ...(reason === null ? [] : [['理由', reason]]),
      ...(evidence.length === 0 ? [] : [['证据', evidence.join('、')]]),
    ],
  )
}

function measures(page: Page, { content }: MatterDocument): void {
  if (content.measures.length === 0) return
  page.gap(6)
  page.line('处理措施', { size: 10.5 })
  page.table(
    [
      { title: '措施', width: 24, side: 'left' },
      { title: '内容', width: 30, side: 'left' },
      { title: '依据', width: 46, side: 'left' },
    ],
    content.measures.map(({ kind, basis, clause, amount, months, until }) => [
      measureWords[kind][0],
      [amount === undefined ? '' : `${yuan(amount)} 元`, months === undefined ? '' : `${months} 个月`, until ?? '']
        .filter((one) => one !== '')
        .join(' '),
      clause ?? basis,
    ]),
  )
}

/**
 * A paper of casework (文书), in the language of the authority: notice, decision, order … with what it stands on, the clauses, and what may be done about it until when.
 *
 * @param about what the matter is about: bill, line, item, day; label and content
 * @returns the bytes of a PDF, the same for the same paper
 */
export async function documentPdf(paper: MatterDocument, font: PaperFont, about: PaperRows = []): Promise<Buffer> {
  const { content, kind, documentNo, issuedOn, digest } = paper
  const [title] = documentWords[kind]
  const authority = `${content.authority ?? ''}医疗保障经办机构`
  const page = openPage(font, {
    title: `${title} ${documentNo}`,
    foot: `${authority}  ${documentNo}  SM3 ${digest.slice(0, 16)}`,
    on: issuedOn,
  })
  page.gap(12)
  page.line(title, { size: 18, side: 'middle' })
  page.line(`文号 ${documentNo}`, { side: 'right' })
  page.gap(10)
  page.paragraph(`${content.providerName ?? ''}（${content.providerCode}）：`, { size: 11 })
  page.gap(4)
  facts(page, paper, about)
  measures(page, paper)
  const { deadline } = content
  if (deadline !== null) {
    page.gap(6)
    page.paragraph(`${limitWords[deadline.name][0]}：${dayText(deadline.until)}`, { size: 11 })
    const remedy = remedies[deadline.name]
    if (remedy !== undefined) page.paragraph(remedy, { size: 9.5 })
    if (content.holidaysUnknown) {
      page.paragraph('该年节假日尚未公布，期限按周末推算。', { size: 8.5, grey: true })
    }
  }
  page.gap(30)
  page.line(authority, { size: 11, side: 'right' })
  page.line('（盖章）', { side: 'right', grey: true })
  page.line(dayText(issuedOn), { size: 11, side: 'right' })
  return page.finish()
}

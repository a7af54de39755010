import type { Input, RestClient } from '@yibao/contract/rest'
import { type IsoDate, invariant } from '@yibao/core/kernel'

/** What somebody does at a list: one call, as the console makes it. */
export interface ListAction {
  readonly name: readonly [zh: string, en: string]
  /** @throws Error when it is refused */
  run(): Promise<void>
}

/** The days that lists are asked over. */
export interface ListDays {
  readonly from: IsoDate
  readonly until: IsoDate
}

/** The answer of a call. @throws Error with the refusal */
export async function answerOf<T>(
  call: Promise<{ readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: object }>,
): Promise<T> {
  const outcome = await call
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error))
  return outcome.value
}

const pageSize = 100

/** An amount that no settlement comes to. */
const beyondAll = 999_999_999_99

type Settlements = Omit<Input<'settlements.find'>, 'limit'>
type Messages = Omit<Input<'messages.find'>, 'limit'>

/** What both desks ask of a centre, with people, institutions and numbers that it has. */
export async function listActions(client: RestClient, days: ListDays): Promise<readonly ListAction[]> {
  const settlements = (asked: Settlements) => answerOf(client.call('settlements.find', { ...asked, limit: pageSize }))
  const messages = (asked: Messages) => answerOf(client.call('messages.find', { ...asked, limit: pageSize }))
  const today = { from: days.until, until: days.until }
  const [first, told] = [await settlements(days), await messages(today)]
  const [settled, message] = [first.rows.at(-1), told.rows.at(-1)]
  invariant(settled !== undefined && message !== undefined, 'a list to be measured holds settlements and messages')
  const { insuredId, settlementId, providerCode, division, scheme, medType, total } = settled
  /** The question of the page after so many, or of the last one. */
  const pageAfter = async (count: number): Promise<Settlements> => {
    let page: Settlements = days
    for (let before = 0; before < count; before += 1) {
      const { next } = await settlements(page)
      if (next === null) break
      page = { ...days, after: next }
    }
    return page
  }
  const [second, far] = [await pageAfter(1), await pageAfter(20)]
  const secondOfMessages = told.next ?? ''
  const list = (zh: string, en: string, asked: Settlements): ListAction => ({
    name: [`结算：${zh}`, `settlements: ${en}`],
    run: async () => void (await settlements(asked)),
  })
  const count = (zh: string, en: string, asked: Settlements): ListAction => ({
    name: [`结算计数：${zh}`, `count: ${en}`],
    run: async () => void (await answerOf(client.call('settlements.count', asked))),
  })
  const archive = (zh: string, en: string, asked: Messages): ListAction => ({
    name: [`报文：${zh}`, `messages: ${en}`],
    run: async () => void (await messages(asked)),
  })
  const search = (zh: string, en: string, text: string): ListAction => ({
    name: [`查找：${zh}`, `search: ${en}`],
    run: async () => void (await answerOf(client.call('search.find', { text }))),
  })
  return [
    list('近一月', 'last month', {}),
    list('全年', 'year', days),
    list('下一页', 'next page', second),
    list('第 21 页', 'page 21', far),
    list('险种', 'scheme', { ...days, scheme }),
    list('撤销', 'cancellations', { ...days, kind: 'cancel' }),
    list('现仍有效', 'standing', { ...days, state: 'standing' }),
    list('已撤销', 'undone', { ...days, state: 'undone' }),
    list('医疗类别', 'kind of care', { ...days, medType }),
    list('区划', 'region', { ...days, division }),
    list('机构', 'institution', { ...days, providerCode }),
    list('人员', 'person', { insuredId }),
    list('金额不少于', 'amount at least', { ...days, totalFrom: Math.abs(total) }),
    list('无人达到的金额，第一段', 'an amount that nobody reaches, first stretch', { ...days, totalFrom: beyondAll }),
    list('机构、险种、类别、状态', 'institution, scheme, care, state', {
      ...{ ...days, providerCode, scheme, medType },
      state: 'standing',
    }),
    count('全年', 'year', days),
    count('已撤销', 'undone', { ...days, state: 'undone' }),
    count('无人达到的金额，第一段', 'an amount that nobody reaches, first stretch', { ...days, totalFrom: beyondAll }),
    archive('当日', 'day', today),
    ...(secondOfMessages === '' ? [] : [archive('下一页', 'next page', { ...today, after: secondOfMessages })]),
    archive('交易编号', 'transaction', { ...today, infno: message.infno }),
    archive('全部拒绝', 'refused', { ...today, outcome: 'refused' }),
    archive('机构', 'institution', { providerCode: message.providerCode }),
    archive('人员', 'person', { insuredId }),
    archive('报文 ID', 'message number', { ...today, msgid: message.msgid }),
    search('结算编号', 'settlement number', settlementId),
    search('人员编号', 'insured number', insuredId),
    search('报文 ID', 'message number', message.msgid),
    search('机构编码', 'institution', providerCode),
    {
      name: ['打开一笔结算', 'open a settlement'],
      run: async () => void (await answerOf(client.call('settlements.get', { insuredId, settlementId }))),
    },
  ]
}

/** Walks the whole range for an amount that nobody reaches, as the console does by itself; how many calls it took. */
export async function walkAll(client: RestClient, days: ListDays): Promise<number> {
  const ask = async (more: { readonly after?: string }): Promise<string | null> =>
    (await answerOf(client.call('settlements.find', { ...days, totalFrom: beyondAll, limit: pageSize, ...more }))).next
  let calls = 1
  for (let next = await ask({}); next !== null; calls += 1) next = await ask({ after: next })
  return calls
}

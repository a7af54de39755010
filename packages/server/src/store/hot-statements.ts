import { gatherOwner, recordOwner } from './family-sql.ts'
import { answerOf } from './gather-sql.ts'
import { type HotStatement, single } from './hot-statement.ts'
import { latestList } from './list-sql.ts'
import { gatherings } from './questions.ts'
import { recordings } from './record-sql.ts'
import { findSettlement } from './stock-store.ts'
import { chronicLines, staysOfPerson, visitsOfPerson } from './visit-query-store.ts'

/** Every statement of the hot road. A message that runs one which stands neither here nor below fails a test. */
export const hotStatements: readonly HotStatement[] = [
  ...Object.values(gatherings),
  ...Object.values(recordings).map(({ statement }) => statement),
  single('earlier-answer', answerOf),
  single('gather-owner', gatherOwner),
  single('record-owner', recordOwner),
  single('latest-list', latestList),
  single('visits-of-person', visitsOfPerson),
  single('stays-of-person', staysOfPerson),
  single('chronic-lines', chronicLines),
  single('stock-settlement', findSettlement),
]

/** Statements of messages that look at rows of persons without a person's key, by name, each with its reason. */
export const acrossPersons: Readonly<Record<string, string>> = {
  'trace-uses': '按追溯码查找其他售出者 by the code: who else sold the package, and whether that settlement stands',
  'stays-of-institution': '机构的在院患者，报文不指明参保人 who lies in an institution: the message names no person',
  'transfers-of': '机构的转院备案，报文不指明参保人 transfers from and to an institution: the message names no person',
  'institution-hold': '机构报文的编号，记在空键下 the msgid of a message that names no person, under the empty key',
  'period-sums': '机构对账 sums of an institution for reconciliation',
  'period-page': '机构对账明细 rows of an institution for reconciliation',
  'named-settlements': '机构逐笔对账，每行自带参保人 rows that an institution names, each with its person',
  'read-nonces': '启动时读取近期报文 at opening: the messages of the last minutes',
}

import { Command } from 'commander'
import { type DeskStore, findMessages, pageLimit } from '../flows/desk.ts'
import { pageWord, readPageWord, type TypedFilter } from '../flows/desk-filter.ts'
import { maskRow, maskWhole } from '../flows/desk-mask.ts'
import type { Database } from '../store/database.ts'
import { deskStore } from '../store/desk-store.ts'
import { messageJson, messageLines, messageTable } from '../text/message-text.ts'
import type { Language } from '../text/words.ts'
import { countArgument, languageOption } from './arguments.ts'
import { filterError, filterOptions, noteUnmaskingHere, requireFilter, typedOf } from './message-filter.ts'
import { rerunCommand } from './messages-rerun.ts'
import { type DatabaseChoice, databaseOptions, note, requireExisting, withDatabase } from './options.ts'
import { print } from './output.ts'

interface Shown extends DatabaseChoice {
  readonly unmask?: true
  readonly json?: true
  readonly lang: Language
}

interface FindOptions extends Shown, TypedFilter {
  readonly limit: number
  readonly after?: string
}

/** Looking at masked rows changes nothing; unmasking writes who did it. */
async function atDesk<T>(options: Shown, work: (store: DeskStore, database: Database) => Promise<T>): Promise<T> {
  await requireExisting(options)
  const open = (database: Database) => work(deskStore(database.pool), database)
  return await withDatabase(options, open, { readOnly: options.unmask !== true })
}

async function find(options: FindOptions): Promise<void> {
  const filter = requireFilter(options)
  const after = options.after === undefined ? null : readPageWord(options.after)
  if (after?.ok === false) throw filterError(after.error)
  await atDesk(options, async (store, { pool }) => {
    if (options.unmask === true) {
      await noteUnmaskingHere(pool, null, { filter: typedOf(options), after: options.after ?? null })
    }
    const page = await findMessages(store, filter, { after: after?.value ?? null, limit: options.limit })
    const rows = options.unmask === true ? page.rows : page.rows.map(maskRow)
    const next = page.next === null ? null : pageWord(page.next)
    if (options.json === true) return print({ messages: rows, next })
    print(messageTable(rows, options.lang).join('\n'))
    note(rows.length === 0 ? '没有这样的报文 no such message' : `${rows.length} 条报文 messages`)
    if (next !== null) note(`下一页 next page: --after ${next}`)
  })
}

async function show(messageId: string, options: Shown): Promise<void> {
  await atDesk(options, async (store, { pool }) => {
    const found = await store.whole(messageId)
    if (found === null) {
      throw new Error(
        `没有报文 ${messageId}：请用 find 查到的报文号 no such message: use a number that find shows (./yibao messages find)`,
      )
    }
    if (options.unmask === true) await noteUnmaskingHere(pool, messageId, {})
    const message = options.unmask === true ? found : maskWhole(found)
    print(options.json === true ? messageJson(message) : messageLines(message, options.lang).join('\n'))
  })
}

const shownOptions = (command: Command): Command =>
  databaseOptions(command)
    .option(
      '--unmask',
      '显示姓名和证件号码，记入操作日志 show names and identity numbers; written to the operation log',
    )
    .option('--json', '结果以 JSON 输出 print as JSON')
    .addOption(languageOption())

export function messagesCommand(): Command {
  const findCommand = shownOptions(filterOptions(new Command('find')))
    .description('查找报文，新的在前 find messages, newest first')
    .option('--limit <number>', `每页条数，最多 ${pageLimit} rows of a page`, countArgument, 50)
    .option('--after <key>', '从上一页给出的位置继续 go on behind the page before')
    .addHelpText(
      'after',
      '\nExample:\n  ./yibao messages find --institution H33020000001 --outcome settlement.* --from 2025-03-01',
    )
    .action(find)
  const showCommand = shownOptions(new Command('show'))
    .description('一条报文的请求、应答和效果 one message: request, answer, and what it did')
    .argument('<message>', '报文号 number of the message, as find shows it')
    .addHelpText('after', '\nExample:\n  ./yibao messages show 174096000000000001A1B2C3D4')
    .action(show)
  return new Command('messages')
    .description('报文台：查找、查看、按另一政策重算 the message desk: find, show, compute again under another law')
    .addCommand(findCommand)
    .addCommand(showCommand)
    .addCommand(rerunCommand())
    .addHelpText('after', '\nExample:\n  ./yibao messages find --person 990200000000000000000001')
}

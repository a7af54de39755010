import { readFile, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import {
  custodyActWords,
  overduePieces,
  type Piece,
  type PieceKind,
  type PieceState,
  pieceKindWords,
  pieceStateWords,
} from '@yibao/core/evidence'
import { type DivisionCode, dateOf } from '@yibao/core/kernel'
import { Command, Option } from 'commander'
import { collectPiece, readPiece } from '../flows/evidence.ts'
import { everyOperation } from '../flows/operation-log.ts'
import { operationLogStore } from '../store/operation-log-store.ts'
import {
  allowed,
  atEvidence,
  type ByUser,
  byUserOptions,
  codeArgument,
  divisionArgument,
  type EvidenceChoice,
  evidenceOptions,
  evidenceSource,
  inNameOf,
  userOption,
} from './evidence-options.ts'
import { requireNewFile } from './new-file.ts'
import { note } from './options.ts'
import { print } from './output.ts'

/** One line for a piece. */
function pieceLine({ code, state, kind, title, place, matterId, borrower, dueBack, content }: Piece): string {
  const loan = borrower === null ? '' : `  借给 with ${borrower} 至 until ${dueBack}`
  const file = content === null ? '' : `  ${content.name} ${content.size} B`
  return `${code}  ${pieceStateWords[state].join(' ')}  ${pieceKindWords[kind][0]}  ${title}  ${place}  ${matterId ?? '—'}${file}${loan}`
}

export function tellPiece(piece: Piece, { json }: EvidenceChoice): void {
  print(json === true ? { piece } : pieceLine(piece))
}

interface CollectChoice extends ByUser {
  readonly matter?: string
  readonly division: DivisionCode
  readonly kind: PieceKind
  readonly title: string
  readonly source: string
  readonly place: string
}

async function collect(path: string | undefined, options: CollectChoice): Promise<void> {
  const file = path === undefined ? null : { bytes: await readFile(path), name: basename(path) }
  const { matter = null, division, kind, title, source, place, reason } = options
  const asked = { matterId: matter, division, kind, title, source, place, reason, file }
  const made = await atEvidence(options, async (desk) =>
    allowed(await collectPiece(desk, inNameOf(options.user), asked)),
  )
  tellPiece(made, options)
}

interface ListChoice extends EvidenceChoice {
  readonly matter?: string
  readonly state?: PieceState
  readonly place?: string
}

async function list(options: ListChoice): Promise<void> {
  const { matter: matterId = null, state = null, place = null } = options
  const pieces = await atEvidence(options, (desk) => desk.store.pieces({ matterId, state, place }), true)
  if (options.json === true) return print({ pieces })
  for (const piece of pieces) print(pieceLine(piece))
  note(`${pieces.length} 件证据 pieces`)
}

async function show(code: string, options: EvidenceChoice): Promise<void> {
  await atEvidence(
    options,
    async (desk) => {
      const piece = await desk.store.piece(code)
      if (piece === null) throw new Error(`没有证据 ${code} no such piece`)
      const events = await desk.store.events(code)
      if (options.json === true) return print({ piece, events })
      const { content, source, approval } = piece
      print(pieceLine(piece))
      print(`来源 source ${source}${content === null ? '' : `  SM3 ${content.sm3}`}`)
      if (approval !== null) print(`已批准 approved: ${approval.for} by ${approval.by}，至 until ${approval.until}`)
      for (const { number, at, act, actor, reason, hash } of events) {
        print(
          `${String(number).padStart(4)}  ${at}  ${custodyActWords[act][0]}  ${actor}  ${reason}  ${hash.slice(0, 16)}…`,
        )
      }
    },
    true,
  )
}

async function get(
  code: string,
  options: EvidenceChoice & { readonly user: string; readonly out: string },
): Promise<void> {
  await requireNewFile(options.out)
  const { content } = await atEvidence(options, async (desk) =>
    allowed(await readPiece(desk, inNameOf(options.user), code)),
  )
  await writeFile(options.out, content, { flag: 'wx', mode: 0o600 })
  note(`${options.out}：${content.length} B，与入库时一致 the same as when it was collected`)
}

async function overdue(options: EvidenceChoice): Promise<void> {
  const out = await atEvidence(
    options,
    (desk) => desk.store.pieces({ matterId: null, state: 'out', place: null }),
    true,
  )
  const pieces = overduePieces(out, dateOf(evidenceSource.now()))
  if (options.json === true) return print({ overdue: pieces })
  for (const piece of pieces) print(pieceLine(piece))
  note(`${pieces.length} 件逾期未还 overdue`)
}

async function alarms(options: EvidenceChoice): Promise<void> {
  const filter = { ...everyOperation, action: 'evidence.alarm' }
  const found = await atEvidence(options, (_desk, pool) => operationLogStore(pool).find(filter, null, 200), true)
  if (options.json === true) return print({ alarms: found })
  for (const { at, target, reason, details } of found) {
    const { by = '', act = '' } = details as { readonly by?: string; readonly act?: string }
    print(`${at}  ${target}  ${act}  ${by}  ${reason}`)
  }
  note(`${found.length} 条警报 alarms`)
}

const kinds = Object.keys(pieceKindWords)
const states = Object.keys(pieceStateWords)

/** Adds `evidence collect`, `list`, `show`, `get`, `overdue`, `alarms`. */
export function registerPieceCommands(evidence: Command): void {
  const collectCommand = byUserOptions(new Command('collect'))
    .description('入库一件证据，给出唯一编号 take a piece in under a code of its own')
    .argument('[file]', '文件；实物不写 the file; none for an object')
    .requiredOption('--title <text>', '名称 what it is')
    .requiredOption('--division <code>', '区划 the division', divisionArgument)
    .requiredOption('--source <text>', '取自何处何人 from where or whom')
    .requiredOption('--place <place>', '存放处 where it is kept')
    .addOption(new Option('--kind <kind>', '种类 kind').choices(kinds).default('document'))
    .option('--matter <number>', '所属事项 the matter that it belongs to')
    .addHelpText(
      'after',
      '\nExample:\n  ./yibao evidence collect bill.pdf --title 收费清单 --division 990301 --source 甲医院 --place 柜一 --matter M1 --user keeper --reason 现场检查',
    )
    .action(collect)
  const listCommand = evidenceOptions(new Command('list'))
    .description('证据列表 the pieces')
    .option('--matter <number>', '只看此事项 only of this matter')
    .addOption(new Option('--state <state>', '只看此状态 only in this state').choices(states))
    .option('--place <place>', '只看此处 only at this place')
    .addHelpText('after', '\nExample:\n  ./yibao evidence list --state out')
    .action(list)
  const showCommand = evidenceOptions(new Command('show'))
    .description('一件证据及其保管链 a piece and its chain of custody')
    .argument('<code>', '证据编号 code', codeArgument)
    .addHelpText('after', '\nExample:\n  ./yibao evidence show E2023-000001-7')
    .action(show)
  const getCommand = userOption(evidenceOptions(new Command('get')))
    .description('取出文件副本，先核对摘要 a copy of the file, held against its digest first')
    .argument('<code>', '证据编号 code', codeArgument)
    .requiredOption('--out <file>', '写到 where to')
    .addHelpText('after', '\nExample:\n  ./yibao evidence get E2023-000001-7 --out bill.pdf --user keeper')
    .action(get)
  const overdueCommand = evidenceOptions(new Command('overdue'))
    .description('逾期未还的证据 pieces that should be back')
    .addHelpText('after', '\nExample:\n  ./yibao evidence overdue')
    .action(overdue)
  const alarmsCommand = evidenceOptions(new Command('alarms'))
    .description('警报：未经审批的出库、被改动的文件 tries without approval, changed files; newest first')
    .addHelpText('after', '\nExample:\n  ./yibao evidence alarms')
    .action(alarms)
  for (const one of [collectCommand, listCommand, showCommand, getCommand, overdueCommand, alarmsCommand]) {
    evidence.addCommand(one)
  }
}

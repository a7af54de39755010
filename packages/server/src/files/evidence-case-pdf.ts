import { actWords, stateWords } from '@yibao/core/casework'
import { custodyActWords, pieceKindWords, pieceStateWords } from '@yibao/core/evidence'
import { dateOf } from '@yibao/core/kernel'
import type { CaseFileContent, CasePiece } from '../flows/evidence-export.ts'
import { bothOf } from '../text/words.ts'
import type { PaperFont } from './statement-font.ts'
import { openPage, type Page, type PageColumn } from './statement-page.ts'

const column = (title: string, below: string, width: number): PageColumn => ({ title, below, width, side: 'left' })

const sized = (bytes: number): string => (bytes < 10_000 ? `${bytes} B` : `${Math.round(bytes / 1_000)} kB`)

const section = (page: Page, text: string): void => {
  page.gap(6)
  page.keep(80)
  page.line(text, { size: 10.5 })
}

function cover(page: Page, { matterId, matter, madeAt, madeBy, pieces, attachments }: CaseFileContent): void {
  page.gap(60)
  page.line('案卷', { size: 22, side: 'middle' })
  page.line('Case file', { size: 9, side: 'middle', grey: true })
  page.gap(20)
  page.line(matter?.title.zh ?? matterId, { size: 13, side: 'middle' })
  if (matter !== null) page.line(matter.title.en, { size: 8.5, side: 'middle', grey: true })
  page.gap(24)
  page.beside([`事项 matter ${matterId}`, `状态 state ${matter === null ? '—' : bothOf(stateWords, matter.state)}`])
  page.beside([
    `机构 institution ${matter?.providerCode ?? '—'}`,
    `证据 pieces ${pieces.length}，附件 files ${attachments.length}`,
  ])
  page.beside([`制作 made ${madeAt}`, `制作人 by ${madeBy}`])
  page.gap(16)
  page.paragraph(
    '本案卷所列每个文件、每一步流转均有摘要（SM3），清单有签名（SM2）。解压后运行 node verify.mjs 即可核对，无需联网，也无需本平台。',
  )
  page.paragraph(
    'Every file and every step of custody in this case file has a digest (SM3), and the list of them is signed (SM2). Unpack it and run node verify.mjs: neither a network nor this platform is needed.',
    { size: 8, grey: true },
  )
}

function list(page: Page, pieces: readonly CasePiece[], pathOf: (one: CasePiece) => string | null): void {
  section(page, '一、证据目录 pieces of evidence')
  if (pieces.length === 0) page.line('无 none', { size: 9 })
  const columns = [
    column('编号', 'code', 17),
    column('名称', 'title', 25),
    column('种类', 'kind', 10),
    column('来源', 'source', 16),
    column('状态', 'state', 10),
    column('存放', 'place', 12),
    column('大小', 'size', 10),
  ]
  const rows = pieces.map(({ piece }) => [
    piece.code,
    piece.title,
    pieceKindWords[piece.kind][0],
    piece.source,
    pieceStateWords[piece.state][0],
    piece.place,
    piece.content === null ? '实物 object' : sized(piece.content.size),
  ])
  if (rows.length > 0) page.table(columns, rows)
  for (const one of pieces) {
    const { code, content } = one.piece
    if (content === null) continue
    page.paragraph(
      `${code}  ${content.name}  ${pathOf(one) ?? '（文件已不在 the file is gone）'}  SM3 ${content.sm3}`,
      {
        size: 7.5,
      },
    )
  }
}

function chains(page: Page, pieces: readonly CasePiece[]): void {
  section(page, '二、保管链 chain of custody')
  for (const { piece, events } of pieces) {
    page.gap(4)
    page.keep(60)
    page.line(`${piece.code}  ${piece.title}`, { size: 9.5 })
    page.table(
      [
        column('序', 'no.', 5),
        column('时间', 'when', 20),
        column('事项', 'act', 13),
        column('经手', 'who', 13),
        column('事由', 'why', 25),
        column('哈希', 'hash', 24),
      ],
      events.map(({ number, at, act, actor, reason, hash }) => [
        String(number),
        at,
        custodyActWords[act][0],
        actor,
        reason,
        `${hash.slice(0, 16)}…`,
      ]),
    )
  }
}

function course(page: Page, { matter }: CaseFileContent): void {
  if (matter === null) return
  section(page, '三、办理经过 course of the matter')
  page.table(
    [
      column('序', 'no.', 5),
      column('时间', 'when', 20),
      column('事项', 'act', 18),
      column('经手', 'who', 15),
      column('事由', 'why', 42),
    ],
    matter.events.map(({ number, at, act, actor, reason }) => [
      String(number),
      at,
      bothOf(actWords, act),
      actor,
      reason ?? '',
    ]),
  )
}

/**
 * What a case file says on paper: cover, pieces, chains, the course of the matter.
 *
 * @param pathOf where the archive holds the file of a piece
 * @returns the bytes of a PDF
 */
export function casePdf(
  content: CaseFileContent,
  font: PaperFont,
  pathOf: (one: CasePiece) => string | null,
): Promise<Buffer> {
  const { matterId, madeAt, pieces } = content
  const page = openPage(font, { title: `案卷 ${matterId}`, foot: `案卷 case file ${matterId}`, on: dateOf(madeAt) })
  cover(page, content)
  page.keep(10_000)
  list(page, pieces, pathOf)
  chains(page, pieces)
  course(page, content)
  return page.finish()
}

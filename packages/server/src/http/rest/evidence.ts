import type { Answer, ErrorCode, ErrorFacts, Input } from '@yibao/contract/rest'
import {
  type CustodyAct,
  type CustodyDetails,
  type CustodyEvent,
  custodyActs,
  custodyActWords,
  custodyOffice,
  type EvidenceRefusal,
  type Piece,
} from '@yibao/core/evidence'
import { divisionCode, isoDate, ok, type Result, refuse } from '@yibao/core/kernel'
import { mayReach, type Right, reachOf } from '@yibao/core/office'
import { pageOf, withinReach } from '../../flows/asker.ts'
import { actOnPiece, collectPiece, type EvidenceDesk, readPiece } from '../../flows/evidence.ts'
import type { MatterTitles, PieceReads } from '../../flows/evidence-ports.ts'
import { usualPage } from './desk.ts'
import { limitIs, mayBeDone, said } from './facts.ts'
import type { HandlersOf, RefusalOf, SignedInContext } from './handler.ts'

export interface EvidenceRest {
  readonly desk: EvidenceDesk
  readonly pieces: PieceReads
}

type WireRow = Answer<'evidence.list'>['rows'][number]
type WirePiece = Answer<'evidence.get'>
type WireAct = WirePiece['may'][number]

const rights = { keeper: 'evidence.keep', approver: 'evidence.approve' } as const satisfies Record<string, Right>

/** Acts of a stock-take are made by counting, not by asking. */
const isAsked = (act: CustodyAct): act is WireAct => act !== 'collect' && !act.startsWith('count-')

function rowView(piece: Piece, titles: MatterTitles): WireRow {
  const { code, matterId, division, kind, title, source, state, version, place, keeper, collectedAt, content } = piece
  const { borrower, dueBack } = piece
  const file =
    content === null ? null : { name: content.name, size: content.size, type: content.type, sm3: content.sm3 }
  return {
    ...{ code, matterId, division, kind, title, source, state, version, place, keeper, collectedAt, borrower },
    dueBack,
    file,
    matterTitle: matterId === null ? null : (titles[matterId] ?? null),
  }
}

function wholeView(piece: Piece, titles: MatterTitles, { user }: SignedInContext): WirePiece {
  const place = { divisions: [piece.division], institutions: [] }
  const may = custodyActs(piece.state).filter((act) => mayReach(reachOf(user, rights[custodyOffice(act)]), place))
  return { ...rowView(piece, titles), approval: piece.approval, may: may.filter(isAsked) }
}

function eventView({ number, act, actor, at, reason, details, hash }: CustodyEvent) {
  const { place = null, borrower = null, dueBack = null, receiver = null } = details
  return { number, act, actor, at, reason, place, borrower, dueBack, receiver, hash }
}

function factsOf(refusal: EvidenceRefusal): ErrorFacts {
  switch (refusal.code) {
    case 'evidence.not-now':
      return { field: 'act', value: refusal.act, ...mayBeDone(custodyActWords, refusal.may.filter(isAsked)) }
    case 'evidence.changed-meanwhile':
      return { field: 'version', ...said(String(refusal.version)) }
    case 'evidence.bad-text':
      return { field: refusal.what, ...said(String(refusal.longest)) }
    case 'evidence.no-facts':
      return { field: refusal.missing }
    case 'evidence.approval-over':
      return limitIs(refusal.until, refusal.today)
    case 'evidence.deadline-past':
      return limitIs(refusal.deadline, refusal.today)
    case 'evidence.same-person':
      return { value: refusal.userId }
    case 'evidence.file-type':
      return { field: 'filename', value: refusal.name, ...said(refusal.allowed.join(' ')) }
    case 'evidence.file-empty':
    case 'evidence.file-name':
    case 'evidence.file-too-large':
      return { field: 'filename', value: refusal.name }
    default:
      return {}
  }
}

/** A refusal of a flow as one of the route's; what its table does not have is a fault of ours, and the door says so. */
function refused<Name extends 'evidence.act' | 'evidence.collect' | 'evidence.file'>(
  _route: Name,
  refusal: EvidenceRefusal,
  facts: ErrorFacts = {},
): Result<never, RefusalOf<Name>> {
  return refuse({ ...factsOf(refusal), ...facts, code: refusal.code as ErrorCode<Name> })
}

const details = (order: Input<'evidence.act'>): CustodyDetails => {
  const { for: wanted, until, borrower, dueBack, receiver, place } = order
  return {
    ...(wanted === undefined ? {} : { for: wanted }),
    ...(until === undefined ? {} : { until: isoDate(until) }),
    ...(borrower === undefined ? {} : { borrower }),
    ...(dueBack === undefined ? {} : { dueBack: isoDate(dueBack) }),
    ...(receiver === undefined ? {} : { receiver }),
    ...(place === undefined ? {} : { place }),
  }
}

/** Pieces of evidence, who had them, and what is done with them. */
export function evidenceHandlers({ desk, pieces }: EvidenceRest): HandlersOf<'evidence'> {
  const unknown = refuse({ code: 'evidence.unknown-piece' } as const)
  const seen = async (context: SignedInContext, code: string): Promise<Piece | null> => {
    const piece = await desk.store.piece(code)
    const placed = piece === null ? null : { piece, divisions: [piece.division], institutions: [] }
    return (await withinReach(context, code, placed))?.piece ?? null
  }
  const by = ({ user, actor }: SignedInContext) => ({ userId: user.userId, actor })
  return {
    'evidence.list': async ({ reach }, asked) => {
      const { limit = usualPage, matterId = null, state = null, place = null, after = null } = asked
      const found = await pieces.find({ matterId, state, place }, reach, after, limit + 1)
      const { rows, next } = pageOf(found, limit, ({ code }) => code)
      const titles = await pieces.titles(rows)
      return ok({ rows: rows.map((piece) => rowView(piece, titles)), next })
    },

    'evidence.get': async (context, { code }) => {
      const piece = await seen(context, code)
      return piece === null ? unknown : ok(wholeView(piece, await pieces.titles([piece]), context))
    },

    'evidence.custody': async (context, { code }) => {
      if ((await seen(context, code)) === null) return unknown
      return ok({ rows: (await desk.store.events(code)).map(eventView) })
    },

    'evidence.file': async (context, { code }) => {
      if ((await seen(context, code)) === null) return unknown
      const found = await readPiece(desk, by(context), code)
      if (!found.ok) return refused('evidence.file', found.error)
      return ok({ filename: found.value.piece.content?.name ?? code, content: found.value.content })
    },

    'evidence.collect': async (context, order) => {
      const { matterId = null, division, kind, title, source, place, reason, file } = order
      const kept = file === undefined ? null : { bytes: Buffer.from(file.content, 'base64'), name: file.filename }
      const told = { matterId, division: divisionCode(division), kind, title, source, place, reason, file: kept }
      const made = await collectPiece(desk, by(context), told)
      return made.ok ? ok({ code: made.value.code }) : refused('evidence.collect', made.error)
    },

    'evidence.act': async (context, order) => {
      const { code, act, version, reason } = order
      if ((await seen(context, code)) === null) return unknown
      const done = await actOnPiece(desk, by(context), { code, act, version, reason, details: details(order) })
      if (done.ok) return ok(wholeView(done.value, await pieces.titles([done.value]), context))
      const late = done.error.code === 'evidence.changed-meanwhile'
      return refused('evidence.act', done.error, late ? await context.changed('evidence', code) : {})
    },
  }
}

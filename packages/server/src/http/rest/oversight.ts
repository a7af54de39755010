import { type LocalDateTime, ok, parseLocalDateTime } from '@yibao/core/kernel'
import { momentOf, secondsOf, sessionTerms } from '@yibao/core/office'
import { findOperations, operationOf } from '../../flows/operation-log.ts'
import { endSession } from '../../flows/sessions.ts'
import type { SignInDesk } from '../../flows/sessions-sign-in.ts'
import type { HandlersOf } from './handler.ts'
import { refusedBy } from './office.ts'

const defaultPage = 50

/** A moment and a number as one word, to ask for what comes behind a page. */
const pageWord = (at: LocalDateTime, number: string): string => `${at.replace(' ', 'T')}_${number}`

function readPageWord(word: string): { readonly at: LocalDateTime; readonly number: string } | null {
  const [, moment = '', number = ''] = /^([0-9T:-]{19})_([0-9A-Za-z-]{1,40})$/.exec(word) ?? []
  const at = parseLocalDateTime(moment.replace('T', ' '))
  return at.ok ? { at: at.value, number } : null
}

function sessionsHandlers(desk: SignInDesk): HandlersOf<'sessions'> {
  return {
    async 'sessions.list'(_context, { userId, after, limit = defaultPage }) {
      const key = after === undefined ? null : readPageWord(after)
      if (after !== undefined && key === null) return refusedBy('sessions.list', { code: 'office.bad-page' })
      const behind = key === null ? null : { seenAt: key.at, sessionId: key.number }
      const query = { userId: userId ?? null, seenSince: momentOf(secondsOf(desk.now()) - sessionTerms.idleSeconds) }
      const found = await desk.sessions.open(query, behind, limit + 1)
      const rows = found.slice(0, limit)
      const last = rows.at(-1)
      const next = found.length > limit && last !== undefined ? pageWord(last.seenAt, last.sessionId) : null
      return ok({ rows: rows.map((row) => ({ ...row })), next })
    },

    async 'sessions.end'({ actor }, { sessionId }) {
      const outcome = await endSession(desk, actor, sessionId)
      return outcome.ok ? ok({ ended: true }) : refusedBy('sessions.end', outcome.error)
    },
  }
}

function logHandlers(desk: SignInDesk): HandlersOf<'log'> {
  return {
    async 'log.find'({ actor }, asked) {
      const key = asked.after === undefined ? null : readPageWord(asked.after)
      if (asked.after !== undefined && key === null) return refusedBy('log.find', { code: 'office.bad-page' })
      const [from, until] = [asked.from, asked.until].map((text) =>
        text === undefined ? null : parseLocalDateTime(text),
      )
      if (from?.ok === false) return refusedBy('log.find', { code: 'office.bad-time' }, { field: 'from' })
      if (until?.ok === false) return refusedBy('log.find', { code: 'office.bad-time' }, { field: 'until' })
      const filter = {
        actor: asked.actor ?? null,
        action: asked.action ?? null,
        target: asked.target ?? null,
        outcome: asked.outcome ?? null,
        from: from?.value ?? null,
        until: until?.value ?? null,
      }
      const behind = key === null ? null : { at: key.at, operationId: key.number }
      // Who reads the log stands in it as well, with every page: where one begins is for the asker to say.
      const details = key === null ? filter : { ...filter, after: asked.after }
      await desk.log.note(operationOf(desk, actor, { action: 'log.find', details }))
      const { rows, next } = await findOperations(desk.log, filter, {
        after: behind,
        limit: asked.limit ?? defaultPage,
      })
      return ok({
        rows: rows.map((row) => ({ ...row, details: JSON.stringify(row.details) })),
        next: next === null ? null : pageWord(next.at, next.operationId),
      })
    },
  }
}

/** Sessions of others, and the operation log. */
export const oversightHandlers = (desk: SignInDesk): HandlersOf<'sessions' | 'log'> => ({
  ...sessionsHandlers(desk),
  ...logHandlers(desk),
})

import type { Answer } from '@yibao/contract/rest'
import { ok, refuse } from '@yibao/core/kernel'
import { type CentreDesk, centreHealth, listKeys } from '../../flows/centre.ts'
import type { KeyListKey } from '../../flows/centre-ports.ts'
import { checkSeals } from '../../flows/log-seal.ts'
import type { SealCheck, SealDesk } from '../../flows/log-seal-ports.ts'
import { type OperationLog, operationOf } from '../../flows/operation-log.ts'
import { usualPage } from './desk.ts'
import type { HandlersOf } from './handler.ts'

export interface AdministrationDesk {
  readonly centre: CentreDesk
  /** Opened at the first question: it needs the centre's key. */
  readonly seals: () => Promise<SealDesk>
  readonly log: Pick<OperationLog, 'note'>
}

const checkAnswer = ({ faults, ...check }: SealCheck): Answer<'seals.check'> => ({
  ...check,
  faults: faults.map(({ number, what, after, through }) => ({ number, what, after, through })),
})

/** Where a page of keys ended, as one word. */
const keyWord = ({ providerCode, account }: KeyListKey): string => `${providerCode} ${account}`

function readKeyWord(word: string): KeyListKey | null {
  const [providerCode = '', account = '', ...rest] = word.split(' ')
  return providerCode === '' || account === '' || rest.length > 0 ? null : { providerCode, account }
}

function sealHandlers({ seals, log }: AdministrationDesk): HandlersOf<'seals'> {
  let checking = false
  return {
    async 'seals.list'(_context, { before, limit = usualPage }) {
      const { store } = await seals()
      const found = await store.latest(before ?? null, limit + 1)
      const rows = found.slice(0, limit)
      const [newest] = await store.latest(null, 1)
      const [unsealed, check] = [await store.unsealed(), await store.lastCheck()]
      return ok({
        rows: rows.map(({ number, after, through, rows: held, sealedAt, hash }) => ({
          number,
          after,
          through,
          rows: held,
          sealedAt,
          hash,
        })),
        next: found.length > limit ? (rows.at(-1)?.number ?? null) : null,
        sealedUntil: newest?.sealedAt ?? null,
        unsealedRows: unsealed.rows,
        unsealedSince: unsealed.oldest,
        check: check === null ? null : checkAnswer(check),
      })
    },

    async 'seals.check'({ actor, user }) {
      if (checking) return refuse({ code: 'seals.busy' })
      checking = true
      try {
        const desk = await seals()
        const check = await checkSeals(desk, user.userId)
        const { seals: held, rows, faultCount } = check
        await log.note(operationOf(desk, actor, { action: 'seals.check', details: { seals: held, rows, faultCount } }))
        return ok(checkAnswer(check))
      } finally {
        checking = false
      }
    },
  }
}

/** Keys of the interface, seals of the operation log, and how the centre is. */
export function administrationHandlers(desk: AdministrationDesk): HandlersOf<'keys' | 'seals' | 'centre'> {
  const { centre } = desk
  return {
    ...sealHandlers(desk),

    async 'keys.list'(_context, { providerCode, state, after: word, limit = usualPage }) {
      const after = word === undefined ? null : readKeyWord(word)
      if (word !== undefined && after === null) return refuse({ code: 'keys.bad-page', field: 'after', value: word })
      const filter = { providerCode: providerCode ?? null, state: state ?? null }
      const { rows, next } = await listKeys(centre, filter, { after, limit })
      return ok({
        rows: rows.map(({ providerName: provider, styles, ...key }) => ({ ...key, styles: [...styles], provider })),
        next: next === null ? null : keyWord(next),
      })
    },

    async 'centre.health'() {
      const { processes, upkeep, jobs, ...health } = await centreHealth(centre)
      return ok({
        ...health,
        processes: processes.map(({ state, ...one }) => ({ ...one, ...state })),
        upkeep: [...upkeep],
        jobs: [...jobs],
      })
    },
  }
}

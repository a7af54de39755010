import type pg from 'pg'
import { sandboxInstitutions } from '../../sandbox/institutions.ts'
import type { Centre } from '../../src/compose.ts'
import type { Clock } from '../../src/flows/ports.ts'
import { sandboxKeys } from '../../src/store/sandbox-store.ts'
import type { SecretBox } from '../../src/store/secret-box.ts'
import { openTill } from '../till.ts'
import { openWard, type Ward } from '../ward.ts'

interface SandboxWardOptions {
  readonly pool: pg.Pool
  readonly box: SecretBox
  readonly centre: Pick<Centre, 'app'>
  readonly providerCode: string
  /** What the clock of the centre says. */
  readonly setTime: (time: ReturnType<Clock['now']>) => void
}

/** Opens the window of a hospital of the sandbox, without a network. */
export async function openSandboxWard({ pool, box, centre, providerCode, setTime }: SandboxWardOptions): Promise<Ward> {
  const institution = sandboxInstitutions.find(({ provider }) => provider.providerCode === providerCode)
  const key = (await sandboxKeys(pool)).find((one) => one.providerCode === providerCode)
  if (institution === undefined || key === undefined) throw new Error(`no institution ${providerCode} in the sandbox`)
  const till = openTill({
    institution: {
      provider: institution.provider,
      operators: institution.operators.map(({ operatorNumber: operatorNo, name }) => ({ operatorNo, name })),
      key: { account: key.account, secret: box.open(key.sealedSecret) },
      address: 'fixed',
    },
    window: 0,
    transport: {
      async post({ path, headers, body }) {
        const answer = await centre.app.inject({ method: 'POST', url: path, headers, payload: body })
        return { status: answer.statusCode, text: answer.body }
      },
      close: () => undefined,
    },
  })
  return openWard({ till, insuredAt: institution.provider.division, setTime })
}

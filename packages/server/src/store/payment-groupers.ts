import { compileDirectory, type DipGrouper, groupDip, plainGrouping } from '@yibao/core/dip'
import { compileScheme, type Grouper, groupCase } from '@yibao/core/drg'
import { dipCaseGroup, drgCaseGroup } from '@yibao/core/payment'
import type pg from 'pg'
import type { KeptDirectory } from '../flows/import-dip-ports.ts'
import type { NamedScheme } from '../flows/import-scheme-ports.ts'
import type { GrouperAsked, GrouperBook } from '../flows/payment-desk.ts'
import type { KeptGroupers } from '../flows/payment-grouping.ts'
import type { CaseGrouper } from '../flows/payment-groups.ts'
import { directoryInForce, keptDirectory, listDirectories } from './dip-store.ts'
import { keptScheme, listSchemes, schemeInForce } from './scheme-store.ts'

/** A scheme ready for many cases. */
export function drgGrouper({ scheme, digest }: Pick<NamedScheme, 'scheme' | 'digest'>): CaseGrouper {
  const grouper = compileScheme(scheme)
  return {
    kind: 'drg',
    digest,
    group({ record }) {
      const grouping = groupCase(grouper, record)
      const { status, drg } = grouping
      return { status, groupCode: status === 'grouped' ? drg : null, grouping, caseGroup: drgCaseGroup(grouping) }
    },
  }
}

function dipGrouper({ directory, digest }: KeptDirectory): CaseGrouper {
  const grouper = compileDirectory(directory)
  return {
    kind: 'dip',
    digest,
    group({ admittedOn, dischargedOn, record, total: cost, drugs, consumables }) {
      const visitNumber = null
      const grouping = groupDip(grouper, { admittedOn, dischargedOn, record, cost, drugs, consumables, visitNumber })
      const { status, groupId } = grouping
      return { status, groupCode: groupId, grouping: plainGrouping(grouping), caseGroup: dipCaseGroup(grouping) }
    },
  }
}

/** The schemes and directories of a database, each compiled when somebody asks for it. */
export function paymentGroupers(pool: pg.Pool): GrouperBook {
  const directoryNames = async (digest: string): Promise<string | undefined> =>
    (await listDirectories(pool)).kept.find((one) => one.digest === digest)?.name

  async function inForce({ kind, name, division, scheme, on }: GrouperAsked): Promise<CaseGrouper | null> {
    const where = { division, insurance: scheme, day: on }
    if (kind === 'drg') {
      const found = await schemeInForce(pool, where)
      return found === null || found.scheme.scheme !== name ? null : drgGrouper(found)
    }
    const found = await directoryInForce(pool, where)
    return found === null || (await directoryNames(found.digest)) !== name ? null : dipGrouper(found)
  }

  return {
    inForce,
    async anyNamed(asked) {
      const standing = await inForce(asked)
      if (standing !== null) return standing
      if (asked.kind === 'drg') {
        const latest = (await listSchemes(pool)).kept.findLast(({ scheme }) => scheme === asked.name)
        const found = latest === undefined ? null : await keptScheme(pool, latest.digest)
        return found === null ? null : drgGrouper(found)
      }
      const latest = (await listDirectories(pool)).kept.findLast(({ name }) => name === asked.name)
      const found = latest === undefined ? null : await keptDirectory(pool, latest.digest)
      return found === null ? null : dipGrouper(found)
    },
  }
}

/** A national one takes a tenth of a second to unpack; those that were asked for last stay. */
const keptAtMost = 4

/** Makes something of a digest once, for the few digests that were asked for last. */
function remembering<T>(make: (digest: string) => Promise<T>): (digest: string) => Promise<T> {
  const known = new Map<string, Promise<T>>()
  return (digest) => {
    const found = known.get(digest) ?? make(digest)
    known.delete(digest)
    known.set(digest, found)
    found.catch(() => known.delete(digest))
    for (const oldest of known.keys()) if (known.size > keptAtMost) known.delete(oldest)
    return found
  }
}

/** Schemes and directories for looking at single cases; also of days that are over. */
export function keptGroupers(pool: pg.Pool): KeptGroupers {
  return {
    drg: remembering(async (digest): Promise<Grouper | null> => {
      const found = await keptScheme(pool, digest)
      return found === null ? null : compileScheme(found.scheme)
    }),
    dip: remembering(async (digest): Promise<DipGrouper | null> => {
      const found = await keptDirectory(pool, digest)
      return found === null ? null : compileDirectory(found.directory, 'any')
    }),
  }
}

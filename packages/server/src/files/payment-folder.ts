import type { Dirent } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { ok, type Result, rangesOverlap, refuse } from '@yibao/core/kernel'
import type { GroupTable, PaymentPlan } from '@yibao/core/payment'
import { paymentPlanOf } from './payment-plan-yaml.ts'
import { groupTableOf } from './payment-table.ts'
import { openFile } from './policy-folders.ts'
import { contentHash } from './policy-hash.ts'
import { type AuthorProblem, complain, entriesOf, type Spot } from './policy-sheet.ts'

/** A plan of payment with the file that it is written in, and the hash of its content and of the tables it names. */
export interface LoadedPlan {
  readonly plan: PaymentPlan
  /** The tables that its methods name, all versions. */
  readonly tables: readonly GroupTable[]
  readonly file: string
  readonly hash: string
}

/** What a folder of one region holds. */
export interface PaymentFolder {
  readonly plans: readonly LoadedPlan[]
  readonly tables: readonly GroupTable[]
}

interface Read<T> {
  readonly value: T
  readonly spot: Spot
}

async function entriesIn(folder: string, problems: AuthorProblem[]): Promise<readonly Dirent[]> {
  try {
    return (await readdir(folder, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')))
      throw error
    problems.push({ file: folder, line: 1, what: 'no such folder', cure: 'name a folder that exists' })
    return []
  }
}

/** The folders of regions in a folder of plans, as paths; a folder that holds plans itself is one. */
export async function paymentFolders(folder: string, problems: AuthorProblem[]): Promise<readonly string[]> {
  const entries = await entriesIn(folder, problems)
  if (entries.some((entry) => entry.isFile() && entry.name.endsWith('.yaml'))) return [folder]
  const inner = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
  if (inner.length === 0 && problems.length === 0) {
    problems.push({ file: folder, line: 1, what: 'no plan in it', cure: 'add a folder <division>-<name> with a plan' })
  }
  return inner.map((entry) => join(folder, entry.name))
}

function stray(folder: string, entries: readonly Dirent[], problems: AuthorProblem[]): void {
  for (const entry of entries) {
    const known = entry.isDirectory() ? entry.name === 'cases' : /\.(yaml|tsv)$|^README\.md$/.test(entry.name)
    if (known || entry.name.startsWith('.')) continue
    const file = `${basename(folder)}/${entry.name}`
    const cure = 'keep plans and tables as `.yaml`, rows as `.tsv`, examples in cases/'
    problems.push({ file, line: 1, what: 'something that nobody reads', cure })
  }
}

function tablesOf(plan: PaymentPlan, tables: readonly Read<GroupTable>[]): readonly GroupTable[] {
  const names = plan.methods.flatMap((method) => ('table' in method ? [method.table] : []))
  return tables.map(({ value }) => value).filter(({ id }) => names.includes(id))
}

function checkTables(plans: readonly Read<PaymentPlan>[], tables: readonly Read<GroupTable>[]): void {
  for (const { value: plan, spot } of plans) {
    for (const method of plan.methods) {
      if (!('table' in method)) continue
      const named = tables.filter(({ value }) => value.id === method.table)
      const cure = `add a file that begins with \`table: ${method.table}\``
      if (named.length === 0) complain(spot, `the table of method \`${method.id}\` is not there`, cure, method.table)
      const other = named.find(({ value }) => value.kind !== method.kind)
      if (other !== undefined)
        complain(
          spot,
          `the table of method \`${method.id}\` is for ${other.value.kind}`,
          'name another table',
          method.table,
        )
    }
  }
  for (const [index, { value, spot }] of tables.entries()) {
    const twin = tables
      .slice(0, index)
      .find((one) => one.value.id === value.id && rangesOverlap(one.value.range, value.range))
    if (twin === undefined) continue
    complain(
      spot,
      'two versions of a table on the same day',
      `end the one in ${twin.spot.sheet.file} with \`through:\``,
      value.id,
    )
  }
}

function checkPlans(plans: readonly Read<PaymentPlan>[]): void {
  for (const [index, { value, spot }] of plans.entries()) {
    const earlier = plans.slice(0, index)
    const named = earlier.find((one) => one.value.id === value.id)
    if (named !== undefined)
      complain(spot, 'two plans of the same name', `rename this one or that in ${named.spot.sheet.file}`, value.id)
    const rival = earlier.find(
      ({ value: other }) =>
        !other.draft &&
        !value.draft &&
        other.division === value.division &&
        other.schemes.some((scheme) => value.schemes.includes(scheme)) &&
        rangesOverlap(other.range, value.range),
    )
    if (rival === undefined) continue
    complain(
      spot,
      'two plans for one insurance on the same day',
      'end one with `through:`, or mark it `draft: true`',
      rival.value.id,
    )
  }
}

/**
 * Reads the plans and tables of a folder: one region's, or that of several regions.
 *
 * @returns plans in the order of their files, or every problem, each with file, line and cure
 */
export async function loadPaymentFolder(folder: string): Promise<Result<PaymentFolder, AuthorProblem[]>> {
  const problems: AuthorProblem[] = []
  const plans: Read<PaymentPlan>[] = []
  const tables: Read<GroupTable>[] = []
  for (const region of await paymentFolders(folder, problems)) {
    const entries = await entriesIn(region, problems)
    stray(region, entries, problems)
    for (const { name } of entries.filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))) {
      const spot = await openFile(region, name, problems)
      const [first] = entriesOf(spot)
      if (first?.name === 'payment') plans.push({ value: paymentPlanOf(spot), spot })
      else if (first?.name === 'table') tables.push({ value: await groupTableOf(spot, region), spot })
      else if (first !== undefined)
        complain(first, `no such kind of file: \`${first.name}\``, 'begin with `payment:` or `table:`')
    }
  }
  if (problems.length === 0) {
    checkTables(plans, tables)
    checkPlans(plans)
  }
  if (problems.length > 0) return refuse(problems)
  return ok({
    plans: plans.map(({ value: plan, spot }) => {
      const own = tablesOf(plan, tables)
      return { plan, tables: own, file: spot.sheet.file, hash: contentHash({ plan, tables: own }) }
    }),
    tables: tables.map(({ value }) => value),
  })
}

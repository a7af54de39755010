import { join } from 'node:path'
import { buildCatalog, type Catalog, type CatalogItem } from '@yibao/core/catalog'
import { type DiagnosisEntry, readCatalogueFile, readDiagnoses } from './catalogue-tsv.ts'

export interface Starter {
  readonly items: readonly CatalogItem[]
  readonly catalog: Catalog
  readonly diagnoses: readonly DiagnosisEntry[]
}

/**
 * Reads the starter catalogue that the town bills by.
 *
 * @param policyFolder the folder of the law, which holds `national/catalogue`
 * @throws Error when a row is faulty
 */
export async function readStarter(policyFolder: string): Promise<Starter> {
  const folder = join(policyFolder, 'national', 'catalogue')
  const files = ['drugs.tsv', 'services.tsv', 'consumables.tsv'].map((name) => readCatalogueFile(join(folder, name)))
  const [tables, diagnoses] = await Promise.all([Promise.all(files), readDiagnoses(join(folder, 'diagnoses.tsv'))])
  const problems = [...tables.flatMap((table) => table.problems), ...diagnoses.problems]
  const [first] = problems
  if (first !== undefined) {
    throw new Error(
      `the starter catalogue in ${folder} has ${problems.length} faulty rows, the first in line ${first.line}: ${first.what}`,
    )
  }
  const items = tables.flatMap((table) => table.items)
  return { items, catalog: buildCatalog(items), diagnoses: diagnoses.diagnoses }
}

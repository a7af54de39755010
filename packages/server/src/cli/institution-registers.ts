import { basename } from 'node:path'
import { Command } from 'commander'
import type pg from 'pg'
import { departmentsFile, type IsKnown, practitionersFile } from '../files/registers-file.ts'
import { departmentColumns, practitionerColumns } from '../files/registers-layout.ts'
import { importRows } from '../flows/import-rows.ts'
import { readProviders } from '../store/registry-store.ts'
import { type ImportChoice, importOptions, runImport } from './import.ts'

const namesOf = (columns: readonly { readonly name: string; readonly chinese: string }[]): string =>
  columns.map(({ name, chinese }) => `${chinese} ${name}`).join(', ')

async function knownInstitutions(pool: pg.Pool): Promise<IsKnown> {
  const known = new Set((await readProviders(pool)).map(({ providerCode }) => providerCode))
  return (providerCode) => known.has(providerCode)
}

export function departmentsCommand(): Command {
  return importOptions(new Command('departments'))
    .description('导入科室名册（5101） import the departments of institutions')
    .argument('<file>', '表头中文或英文 headed in Chinese or English')
    .addHelpText('after', `\nColumns: ${namesOf(departmentColumns)}`)
    .addHelpText('after', '\nExample:\n  ./yibao institution departments departments.xlsx --dry-run')
    .action((file: string, choice: ImportChoice) =>
      runImport(file, choice, async (store, listener, options, pool) => {
        const sources = [departmentsFile(file, basename(file), await knownInstitutions(pool))]
        return importRows(
          store,
          listener,
          { sources, write: (writers, rows) => writers.writeDepartments(rows) },
          options,
        )
      }),
    )
}

export function practitionersCommand(): Command {
  return importOptions(new Command('practitioners'))
    .description('导入执业人员名册（5102） import doctors, nurses and pharmacists of institutions')
    .argument('<file>', '表头中文或英文 headed in Chinese or English')
    .addHelpText('after', `\nColumns: ${namesOf(practitionerColumns)}`)
    .addHelpText('after', '\nExample:\n  ./yibao institution practitioners practitioners.xlsx --errors problems.csv')
    .action((file: string, choice: ImportChoice) =>
      runImport(file, choice, async (store, listener, options, pool) => {
        const sources = [practitionersFile(file, basename(file), await knownInstitutions(pool))]
        return importRows(
          store,
          listener,
          { sources, write: (writers, rows) => writers.writePractitioners(rows) },
          options,
        )
      }),
    )
}

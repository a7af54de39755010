import { Command } from 'commander'
import { importStore } from '../store/import-store.ts'
import { doneText } from './institution.ts'
import { requireInstitution } from './known-institution.ts'
import { type DatabaseChoice, databaseOptions, withDatabase } from './options.ts'

interface AddChoice extends DatabaseChoice {
  readonly institution: string
  readonly number: string
  readonly name: string
}

async function add(choice: AddChoice): Promise<void> {
  if (!/^[0-9A-Za-z_-]{1,30}$/.test(choice.number)) {
    throw new Error(`--number ${choice.number}：不是 1 至 30 位字母或数字 (not 1 to 30 letters or digits)`)
  }
  const name = choice.name.trim()
  if (name === '' || name.length > 50) throw new Error('--name：请填 1 至 50 字的姓名 (a name of 1 to 50 characters)')
  await withDatabase(choice, async (database) => {
    const institution = await requireInstitution(database, choice.institution)
    const operator = { providerCode: choice.institution, operatorNumber: choice.number, name }
    const counts = await importStore(database.pool).inTransaction(true, (writers) => writers.writeOperators([operator]))
    process.stdout.write(`${institution} ${choice.number} ${name}：${doneText(counts)}\n`)
  })
}

export function operatorCommand(): Command {
  const addCommand = databaseOptions(new Command('add'))
    .description('登记一名经办人 add an operator of an institution')
    .requiredOption('--institution <code>', '机构编码 code of the institution')
    .requiredOption('--number <number>', '经办人编号 number of the operator (opter)')
    .requiredOption('--name <name>', '姓名 name')
    .addHelpText('after', '\nExample:\n  ./yibao operator add --institution H33020000001 --number 001 --name 收费员')
    .action(add)
  return new Command('operator')
    .description('机构经办人 operators of institutions')
    .addCommand(addCommand)
    .addHelpText('after', '\nExample:\n  ./yibao operator add --institution H33020000001 --number 001 --name 收费员')
}

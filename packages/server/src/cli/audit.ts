import { Command } from 'commander'
import { languageOption } from './arguments.ts'
import { auditCheck } from './audit-check.ts'
import { auditCompareCommand } from './audit-compare.ts'
import { auditEvaluateCommand } from './audit-evaluate.ts'
import { auditFactsCommand } from './audit-facts.ts'
import { auditFindingsCommand } from './audit-findings.ts'
import { knowledgeDiff, knowledgeImport } from './audit-knowledge.ts'
import { knowledgeShow } from './audit-knowledge-show.ts'
import { auditList } from './audit-list.ts'
import { auditPatternsCommand } from './audit-patterns.ts'
import { auditReleaseCommand } from './audit-release.ts'
import { auditRunCommand } from './audit-run.ts'
import { auditShow } from './audit-show.ts'
import { auditTest } from './audit-test.ts'

const folderOption = ['--folder <folder>', '规则目录 the folder of rules (default: the rules that ship)'] as const
const jsonHelp = '结果以 JSON 输出 one JSON object on standard output'
const example = (line: string): string => `\nExample:\n  ./yibao audit ${line}`

function checkCommand(): Command {
  return new Command('check')
    .description(
      '检查规则 read all rules, cases and tables; what is in them, or every problem with file, line and cure',
    )
    .option(...folderOption)
    .option(
      '--catalogue <path>',
      '目录 a catalogue (file or folder with a column `code`) that must know every code of the tables',
    )
    .option('--json', jsonHelp)
    .addHelpText('after', example('check'))
    .action(auditCheck)
}

function testCommand(): Command {
  return new Command('test')
    .description('运行算例 run the worked examples of rules; prints those that fail')
    .argument('[codes...]', '规则编码 codes of rules (default: all)')
    .option('--all', '也列出通过的 print those that pass too')
    .option('--interpreted', '不经编译逐条解释执行 by the plain evaluator instead of the compiled one')
    .option(...folderOption)
    .option('--json', jsonHelp)
    .addHelpText('after', example('test M-C02 --all'))
    .action(auditTest)
}

function showCommand(): Command {
  return new Command('show')
    .description('显示一条规则 one rule in words: conditions, parameters, knowledge table and cases')
    .argument('<code>', '规则编码 the code of a rule')
    .option(...folderOption)
    .addOption(languageOption())
    .option('--json', jsonHelp)
    .addHelpText('after', example('show M-C02'))
    .action(auditShow)
}

function listCommand(): Command {
  return new Command('list')
    .description('规则清单 all rules with their cases, what imported facts they need, and what is not covered and why')
    .option(...folderOption)
    .option('--json', jsonHelp)
    .addHelpText('after', example('list'))
    .action(auditList)
}

function knowledgeImportCommand(): Command {
  return new Command('import')
    .description(
      '导入公开的知识表 read published tables of limits and of codes, whatever their layout, into tables of ours',
    )
    .argument('<files...>', '文件 TSV, CSV (also .gz) or .xlsx: tables of points, of codes, of limits, of pairs')
    .requiredOption('--out <folder>', '写入目录 the folder to write <table>.tsv into')
    .option('--table <name>', '知识表 the table that a table of points is for, when the file does not say')
    .option(
      '--catalogue <path>',
      '目录 a catalogue (file or folder with a column `code`): codes that it does not know are refused',
    )
    .option(...folderOption)
    .option('--json', jsonHelp)
    .addHelpText('after', example('knowledge import points.xlsx codes.xlsx --table drug-sex --out knowledge/2026'))
    .action(knowledgeImport)
}

function knowledgeDiffCommand(): Command {
  return new Command('diff')
    .description('比较两版知识表 compare two versions: codes added, removed and changed')
    .argument('<before>', '旧版 a file of a table, or a folder of tables')
    .argument('<after>', '新版 the same')
    .option('--all', '全部列出 print every code')
    .option(...folderOption)
    .option('--json', jsonHelp)
    .addHelpText('after', example('knowledge diff knowledge/2025 knowledge/2026'))
    .action(knowledgeDiff)
}

function knowledgeShowCommand(): Command {
  return new Command('show')
    .description('显示知识点 the points of a table, or all points about one code')
    .argument('<table or code>', '知识表或编码 the name of a table, or the code of an item, diagnosis or operation')
    .option(...folderOption)
    .option('--json', jsonHelp)
    .addHelpText('after', example('knowledge show service-frequency'))
    .action(knowledgeShow)
}

function knowledgeCommand(): Command {
  return new Command('knowledge')
    .description('知识表 knowledge tables: import, compare and show them')
    .addCommand(knowledgeImportCommand())
    .addCommand(knowledgeDiffCommand())
    .addCommand(knowledgeShowCommand())
}

export function auditCommand(): Command {
  return new Command('audit')
    .description(
      '智能监管规则 rules that guard the fund: check and list them, put them in force, audit, compare, read findings',
    )
    .addCommand(checkCommand())
    .addCommand(testCommand())
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(knowledgeCommand())
    .addCommand(auditReleaseCommand())
    .addCommand(auditRunCommand())
    .addCommand(auditCompareCommand())
    .addCommand(auditFindingsCommand())
    .addCommand(auditFactsCommand())
    .addCommand(auditEvaluateCommand())
    .addCommand(auditPatternsCommand())
    .addHelpText('after', example('check'))
}

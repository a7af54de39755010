import { Command, InvalidArgumentError } from 'commander'
import { countArgument, languageOption } from './arguments.ts'
import { riskEvaluate } from './risk-evaluate.ts'
import { riskScore } from './risk-score.ts'
import { riskTrain } from './risk-train.ts'

function seedArgument(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('不是种子 not a seed; 写一个最多九位的非负整数 write up to nine digits')
}

function trainCommand(): Command {
  return new Command('train')
    .description('由带标签的机构表训练风险模型 learn a risk model from labelled providers')
    .requiredOption('--data <file>', '带标签的机构表 labelled providers: .csv, .csv.gz, .tsv, .xlsx')
    .requiredOption('--out <file>', '模型写入此文件 write the model to this file (JSON)')
    .option('--seed <number>', '种子 seed; the same data and seed give the same model', seedArgument, 1)
    .option('--json', '摘要为 JSON the summary as JSON')
    .addHelpText('after', '\nExample:\n  ./yibao risk train --data providers.csv.gz --out model.json')
    .action(riskTrain)
}

function scoreCommand(): Command {
  return new Command('score')
    .description('给机构评分并说明理由 score providers, with reasons')
    .requiredOption('--model <file>', '模型 a model made by `risk train`')
    .requiredOption('--data <file>', '机构表，无需标签 providers; a label is not needed and not looked at')
    .requiredOption('--out <file>', '结果写入此文件 write provider, score, reasons to this file (CSV)')
    .option('--reasons <count>', '写出几条理由 so many reasons each', countArgument, 3)
    .addOption(languageOption())
    .option('--json', '摘要为 JSON the summary as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  ./yibao risk score --model model.json --data providers.csv.gz --out scores.csv',
    )
    .action(riskScore)
}

function evaluateCommand(): Command {
  return new Command('evaluate')
    .description('重复分层交叉验证，与只看报销总额对照 repeated stratified folds, beside ranking by amount alone')
    .requiredOption('--data <file>', '带标签的机构表 labelled providers')
    .option('--repeats <count>', '重复次数 repeats', countArgument, 5)
    .option('--folds <count>', '折数 folds', countArgument, 5)
    .option('--seed <number>', '种子 seed', seedArgument, 1)
    .option('--json', '结果为 JSON the result as JSON')
    .addHelpText('after', '\nExample:\n  ./yibao risk evaluate --data providers.csv.gz')
    .action(riskEvaluate)
}

export function riskCommand(): Command {
  return new Command('risk')
    .description('机构风险评分：训练、评分、检验 risk scores of providers: learn, score, measure (docs/risk-model.md)')
    .addCommand(trainCommand())
    .addCommand(scoreCommand())
    .addCommand(evaluateCommand())
}

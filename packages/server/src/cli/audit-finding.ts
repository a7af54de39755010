import type { AuditRule } from '@yibao/core/audit'
import { fen, yuan } from '@yibao/core/kernel'
import type pg from 'pg'
import { readAuditSources } from '../audit-desk.ts'
import type { StoredFinding } from '../flows/audit-findings.ts'
import { plansByDigest, type Reproduced, reproduce } from '../flows/audit-reproduce.ts'
import { type FindingVerifyStore, verifyFindings } from '../flows/audit-verify.ts'
import { openAuditArchive } from '../store/audit-archive-store.ts'
import { findingsAfter, findingsNamed, findingsSample, settledVisit } from '../store/audit-finding-store.ts'
import { transaction } from '../store/sql.ts'
import { momentWords, releasesOn, ruleIn, severityWords, type ToldFinding, told } from './audit-told.ts'
import { type DatabaseChoice, requireExisting, withDatabase } from './options.ts'
import { print } from './output.ts'

const reproducedWords = {
  same: '可复现：重新计算得到同一结果 reproducible: computed again it is the same',
  different: '重新计算结果不同：所依据的事实已变 computed again it differs: what it stood on has changed',
  gone: '重新计算不再命中 computed again there is no such finding',
  'not-tried': '未重新计算 not computed again',
} as const

const whyWords: Readonly<Record<string, string>> = {
  'visit-not-settled': '就诊的结算已撤销 no settlement of the visit stands',
  'no-hit': '事实或退费已变 facts have changed, or lines were given back',
  group: '分组类发现请重跑当期审核 run the audit of its days again',
  'no-release': '库中没有其规则版本 its release is not on file',
}

function reproducedText(outcome: Reproduced): string {
  const why = 'why' in outcome ? `（${whyWords[outcome.why]}）` : ''
  return `${reproducedWords[outcome.outcome]}${why}`
}

const valueText = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : String(value ?? '—'))

function showText(one: ToldFinding, rule: AuditRule | null, again: Reproduced): string {
  const { content } = one
  const { point, facts, beside } = content
  return [
    `${one.findingId}`,
    `${one.rule} ${one.ruleName}  ${severityWords[one.severity]}  ${momentWords[one.moment]}  ${one.foundOn}`,
    one.says.zh,
    one.says.en,
    '',
    `依据 clause     ${rule?.basis ?? '—'}`,
    `规则版本 release ${one.digest.slice(0, 12)}${rule === null ? '' : `，自 from ${rule.range.from}`}`,
    `知识点 point    ${point === null ? '—' : `${point.table} ${point.point} ${point.basis}`}`,
    `机构 institution ${one.providerCode ?? '—'}  人员 person ${one.insuredId ?? '—'} ${one.person}`,
    `就诊 visit ${one.visitId ?? '—'}  明细 line ${one.lineNumber ?? '—'}  结算 settlement ${one.settlementId ?? '—'}`,
    `涉及 at stake ${yuan(fen(one.stake))} 元 yuan，已扣 deducted ${yuan(fen(one.deducted))}`,
    ...(content.group.length === 0 ? [] : [`分组 group ${content.group.join(' ')}`]),
    '事实 facts',
    ...facts.map(({ name, value }) => `  ${name} = ${valueText(value)}`),
    ...(beside.length === 0 ? [] : [`另据 beside ${beside.join(', ')}`]),
    '',
    reproducedText(again),
  ].join('\n')
}

/** Computes findings again, each in a transaction of its own. */
async function reproducer(pool: pg.Pool): Promise<(finding: StoredFinding) => Promise<Reproduced>> {
  const planOf = plansByDigest(releasesOn(pool))
  const sources = await readAuditSources(pool)
  return async (finding) => {
    const { insuredId, visitId } = finding
    const settled = insuredId === null || visitId === null ? null : await settledVisit(pool, insuredId, visitId)
    const plan = await planOf(finding)
    return transaction(pool, async (client) =>
      reproduce(await openAuditArchive(client, sources), finding, { plan, settled }),
    )
  }
}

interface ShowChoice extends DatabaseChoice {
  readonly json?: true
}

/** One finding with all that it stood on, and whether it comes out again. */
export async function showFinding(named: string, choice: ShowChoice): Promise<void> {
  await requireExisting(choice)
  await withDatabase(
    choice,
    async ({ pool }) => {
      const found = await findingsNamed(pool, named)
      if (found.length === 0) throw new Error(`${named}：没有此发现 no such finding; see ./yibao audit findings`)
      const [releaseOf, again] = [releasesOn(pool), await reproducer(pool)]
      const shown: { readonly one: ToldFinding; readonly rule: AuditRule | null; readonly again: Reproduced }[] = []
      for (const one of await told(pool, found)) {
        shown.push({ one, rule: ruleIn(await releaseOf(one.digest), one), again: await again(one) })
      }
      if (choice.json === true) {
        return print({
          findings: shown.map(({ one, rule, ...rest }) => ({ ...one, basis: rule?.basis ?? null, ...rest })),
        })
      }
      print(shown.map(({ one, rule, again: outcome }) => showText(one, rule, outcome)).join('\n\n'))
    },
    { readOnly: true },
  )
}

interface VerifyChoice extends ShowChoice {
  readonly sample?: number
}

const brokenWords = {
  'id-differs': '编号与内容不符 the number is not that of the content',
  'amounts-differ': '列与内容不符 columns and content differ',
  'no-release': '规则版本不在库中 its release is not on file',
  'no-rule': '版本中没有此规则 the release has no such rule',
} as const

/** Holds findings against their content and their release, and computes them again. */
export async function verifyFindingsOnFile(choice: VerifyChoice): Promise<void> {
  await requireExisting(choice)
  await withDatabase(
    choice,
    async ({ pool }) => {
      const releaseOf = releasesOn(pool)
      const store: FindingVerifyStore = {
        findings: (after, limit) => findingsAfter(pool, after, limit),
        sample: (count) => findingsSample(pool, count),
        async knowsRule(finding) {
          const release = await releaseOf(finding.digest)
          return release === null ? null : ruleIn(release, finding) !== null
        },
        reproduce: await reproducer(pool),
      }
      const verified = await verifyFindings(store, choice.sample ?? null)
      if (verified.brokenCount > 0) process.exitCode = 1
      if (choice.json === true) return print(verified)
      const { findings, outcomes, broken, brokenCount } = verified
      print(
        [
          `核对 checked ${findings} 条发现 findings：重算一致 same ${outcomes.same}，依据已变 different ${outcomes.different}，不再命中 gone ${outcomes.gone}，未重算 not computed ${outcomes['not-tried']}`,
          ...broken.map(
            ({ findingId, insuredId, what }) => `  ${findingId.slice(0, 12)} ${insuredId} ${brokenWords[what]}`,
          ),
          brokenCount === 0
            ? '全部与其内容和规则版本相符 all are what their content and release say'
            : `${brokenCount} 条不符 are broken`,
        ].join('\n'),
      )
    },
    { readOnly: true },
  )
}

import { type AuditRelease, type AuditRule, renderSays } from '@yibao/core/audit'
import { maskName } from '@yibao/core/office'
import type { StoredFinding } from '../flows/audit-findings.ts'
import { namesOfInsured } from '../store/audit-finding-store.ts'
import { keptAuditRelease } from '../store/audit-release-store.ts'
import type { Queryable } from '../store/sql.ts'

/** A finding with its sentence and the masked name of the person. */
export interface ToldFinding extends StoredFinding {
  readonly person: string
  readonly ruleName: string
  readonly says: { readonly zh: string; readonly en: string }
}

export const momentWords = { pre: '事前 pre', in: '事中 in', post: '事后 post' } as const
export const severityWords = { violation: '违规 violation', suspect: '疑点 suspect', remind: '提醒 remind' } as const

/** The release by which each finding was made, read once. */
export function releasesOn(on: Queryable): (digest: string) => Promise<AuditRelease | null> {
  const known = new Map<string, Promise<AuditRelease | null>>()
  return (digest) => {
    const release = known.get(digest) ?? keptAuditRelease(on, digest)
    known.set(digest, release)
    return release
  }
}

export const ruleIn = (release: AuditRelease | null, { content }: StoredFinding): AuditRule | null =>
  release?.rules.find(({ code, range }) => code === content.rule && range.from === content.ruleFrom) ?? null

export async function told(on: Queryable, findings: readonly StoredFinding[]): Promise<readonly ToldFinding[]> {
  const releaseOf = releasesOn(on)
  const names = await namesOfInsured(on, [...new Set(findings.flatMap(({ insuredId }) => insuredId ?? []))])
  return Promise.all(
    findings.map(async (finding) => {
      const rule = ruleIn(await releaseOf(finding.digest), finding)
      const name = finding.insuredId === null ? undefined : names.get(finding.insuredId)
      const { rule: code } = finding
      return {
        ...finding,
        person: name === undefined ? '' : maskName(name),
        ruleName: finding.content.name?.zh ?? rule?.name.zh ?? code,
        says: finding.content.says ?? (rule === null ? { zh: code, en: code } : renderSays(rule, finding.content)),
      }
    }),
  )
}

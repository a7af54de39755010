import type { Grain, Subject } from './types.ts'

/** Among whom a value is compared. */
export interface PeerKey {
  /** The same for all of one group. */
  readonly key: string
  /** What they have in common. */
  readonly by: readonly ('level' | 'kind' | 'region' | 'department' | 'disease-group' | 'ingredient')[]
}

/** Of an institution, of a part of one; the others stand alone. */
const ofInstitutions: readonly Grain[] = ['provider', 'department', 'doctor', 'disease-group', 'terminal']

/** What must be alike beside the institutions: departments are compared with the same department elsewhere. */
function likeness({ grain, key }: Subject): Pick<PeerKey, 'key' | 'by'> | null {
  const [, own] = key
  if (grain === 'department') return own === undefined ? null : { key: own, by: ['department'] }
  // The whole of a disease group has no like; a group at one institution has the same group at others.
  if (grain === 'disease-group') return own === undefined ? null : { key: own, by: ['disease-group'] }
  return { key: '', by: [] }
}

/**
 * The groups in which a subject has peers, the narrowest first: level × kind × region, level × kind, kind. Persons are peers of all
 * persons, or of all who take the same ingredient.
 *
 * @returns none where nothing is alike: a region, a rule, a disease group as a whole
 * @source  reference/audit indicators, `peer_group`
 */
export function peerKeysOf(subject: Subject): readonly PeerKey[] {
  const { grain, key, level, kind, region } = subject
  if (grain === 'person') return [{ key: 'person', by: [] }]
  if (grain === 'ingredient') return key[1] === undefined ? [] : [{ key: `ingredient|${key[1]}`, by: ['ingredient'] }]
  if (!ofInstitutions.includes(grain) || kind === null) return []
  const like = likeness(subject)
  if (like === null) return []
  const peers = (by: readonly ('level' | 'kind' | 'region')[], ...parts: readonly string[]): PeerKey => ({
    key: [grain, like.key, ...by, ...parts].join('|'),
    by: [...like.by, ...by],
  })
  return [
    ...(level !== null && region !== null ? [peers(['level', 'kind', 'region'], level, kind, region)] : []),
    ...(level !== null ? [peers(['level', 'kind'], level, kind)] : []),
    peers(['kind'], kind),
  ]
}

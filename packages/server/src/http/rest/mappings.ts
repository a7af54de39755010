import type { Answer } from '@yibao/contract/rest'
import { type IsoDate, ok, parseLocalDateTime, refuse } from '@yibao/core/kernel'
import { pageOf } from '../../flows/asker.ts'
import type { MappingReview } from '../../flows/mapping-review.ts'
import type { MappingKey, MappingReads, ReviewedMapping } from '../../flows/mapping-review-ports.ts'
import { usualPage } from './desk.ts'
import type { HandlersOf } from './handler.ts'
import { refusedBy } from './office.ts'
import { badPage } from './paging.ts'

interface MappingRest {
  readonly reads: MappingReads
  readonly review: MappingReview
  readonly today: () => IsoDate
}

const keyWord = ({ mappedAt, providerCode, mappingId }: MappingKey): string =>
  `${mappedAt.replace(' ', 'T')}~${providerCode}~${mappingId}`

/** Null where the word is none of ours. */
function readKeyWord(word: string): MappingKey | null {
  const [at = '', providerCode = '', mappingId = ''] = word.split('~')
  const mappedAt = parseLocalDateTime(at.replace('T', ' '))
  return mappedAt.ok && mappingId !== '' ? { mappedAt: mappedAt.value, providerCode, mappingId } : null
}

function mappingView(one: ReviewedMapping): Answer<'mappings.list'>['rows'][number] {
  const { details, range, item, ...mapping } = one
  const said = (name: string): string | null => {
    const value = details[name] ?? null
    return value === '' ? null : value
  }
  return {
    ...mapping,
    from: range.from,
    until: range.until,
    localForm: said('dosform'),
    localSpecification: said('spec'),
    localUnit: said('prcunt'),
    localApproval: said('aprvno'),
    localMemo: said('memo'),
    item: item === null ? null : itemFields(item),
  }
}

function itemFields({ range, ...item }: NonNullable<ReviewedMapping['item']>) {
  return { ...item, from: range.from, until: range.until }
}

/** Mappings of institutions; an institution's office sees its own. */
export function mappingHandlers({ reads, review, today }: MappingRest): HandlersOf<'mappings'> {
  return {
    'mappings.list': async ({ reach }, { limit = usualPage, after: word, ...asked }) => {
      const after = word === undefined ? null : readKeyWord(word)
      if (word !== undefined && after === null) return refuse(badPage(word))
      const search = {
        providerCode: asked.providerCode ?? null,
        state: asked.state ?? null,
        doubt: asked.doubt ?? null,
        itemCode: asked.itemCode ?? null,
        search: asked.search ?? null,
        today: today(),
      }
      const { rows, next } = pageOf(await reads.list(search, reach, after, limit + 1), limit, (one) => one)
      return ok({ rows: rows.map(mappingView), next: next === null ? null : keyWord(next) })
    },

    'mappings.review': async (context, { providerCode, mappingId, does, version, reason = null }) => {
      const reviewed = await review(context, { providerCode, mappingId }, { does, version, reason })
      if (reviewed.ok) return reviewed
      const { error } = reviewed
      const late = error.code !== 'mappings.unknown' && error.code !== 'mappings.no-reason'
      const facts = late ? await context.changed('mappings', `${providerCode} ${mappingId}`) : {}
      return refusedBy('mappings.review', error, facts)
    },
  }
}

import type { Answer } from '@yibao/contract/rest'
import { ok, yuan } from '@yibao/core/kernel'
import { maskName, maskNumber } from '@yibao/core/office'
import { settlementKindWords } from '@yibao/core/settlement'
import { type Finds, type SearchDesk, searchFor } from '../../flows/search.ts'
import type { HandlersOf } from './handler.ts'

type Groups = Answer<'search.find'>['groups']
type Group = Groups[number]
type Hit = Group['hits'][number]

const same = (text: string) => ({ zh: text, en: text })

const peopleHits = ({ people }: Finds): readonly Hit[] =>
  people.map(({ insuredId, name, certificateNumber }) => ({
    id: insuredId,
    insuredId,
    title: maskName(name),
    about: same(`${insuredId} ${maskNumber(certificateNumber)}`),
  }))

const institutionHits = ({ institutions }: Finds): readonly Hit[] =>
  institutions.map(({ providerCode, name, division }) => ({
    id: providerCode,
    insuredId: null,
    title: name,
    about: same(`${providerCode} ${division}`),
  }))

const settlementHits = ({ settlements }: Finds): readonly Hit[] =>
  settlements.map(({ settlementId, insuredId, kind, at, providerName, total }) => {
    const [zh, en] = settlementKindWords[kind]
    const rest = `${at} ${providerName} ${yuan(total)}`
    return { id: settlementId, insuredId, title: settlementId, about: { zh: `${zh} ${rest}`, en: `${en} ${rest}` } }
  })

const messageHits = ({ messages }: Finds): readonly Hit[] =>
  messages.map(({ messageId, insuredId, infno, msgid, at, providerName, outcome }) => ({
    id: messageId,
    insuredId: insuredId === '' ? null : insuredId,
    title: `${infno} ${msgid}`,
    about: same(`${at} ${providerName} ${outcome}`),
  }))

const matterHits = ({ matters }: Finds): readonly Hit[] =>
  matters.map(({ matterId, procedure, title, providerName }) => ({
    id: matterId,
    insuredId: null,
    title: title.zh,
    about: {
      zh: `${procedure === 'review' ? '疑点' : '案件'} ${providerName} ${matterId}`,
      en: `${title.en}, ${procedure === 'review' ? 'review item' : 'case'}, ${providerName} ${matterId}`,
    },
  }))

const statementHits = ({ statements }: Finds): readonly Hit[] =>
  statements.map(({ number, runId, providerCode, providerName, period }) => ({
    id: providerCode,
    insuredId: null,
    runId,
    title: number,
    about: same(`${period} ${providerName}`),
  }))

/** One search for everything; a kind without hits is left out. */
export function searchHandlers(desk: SearchDesk): HandlersOf<'search'> {
  return {
    'search.find': async (context, { text }) => {
      const found = await searchFor(desk, context, text)
      const groups: readonly Group[] = [
        { kind: 'person', hits: peopleHits(found) },
        { kind: 'institution', hits: institutionHits(found) },
        { kind: 'settlement', hits: settlementHits(found) },
        { kind: 'message', hits: messageHits(found) },
        { kind: 'matter', hits: matterHits(found) },
        { kind: 'statement', hits: statementHits(found) },
      ]
      return ok({ groups: groups.filter(({ hits }) => hits.length > 0) })
    },
  }
}

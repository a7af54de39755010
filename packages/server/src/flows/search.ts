import type { Insured } from '@yibao/core/encounter'
import { type Reach, type Right, reachesAnything } from '@yibao/core/office'
import type { Actor } from './operation-log.ts'
import { findPeople, type PeopleDesk } from './people-desk.ts'
import type { PersonQuestion } from './rest-ports.ts'
import type {
  FoundInstitution,
  FoundMatter,
  FoundMessage,
  FoundSettlement,
  FoundStatement,
  SearchStore,
} from './search-ports.ts'
import type { SignedIn } from './sessions-ports.ts'

export interface SearchDesk extends PeopleDesk {
  readonly search: SearchStore
}

/** Who searches, and how far he reaches with a right in the region that he looks at. */
interface Searcher {
  readonly signedIn: SignedIn
  readonly actor: Actor
  readonly reachFor: (right: Right) => Reach
}

/** As many of each kind as are shown. */
const ofEach = 5

export interface Finds {
  readonly people: readonly Insured[]
  readonly institutions: readonly FoundInstitution[]
  readonly settlements: readonly FoundSettlement[]
  readonly messages: readonly FoundMessage[]
  readonly matters: readonly FoundMatter[]
  readonly statements: readonly FoundStatement[]
}

const nothing: Finds = { people: [], institutions: [], settlements: [], messages: [], matters: [], statements: [] }

/** What is written like a number of something: no blanks and no Chinese. */
const numberForm = /^[\w.~-]{6,60}$/

/** An identity number of 15 or 18 digits; longer ones are numbers of persons here. */
const certificateForm = /^(?:\d{15}|\d{17}[\dXx])$/

/** Which person a text may stand for; names are not asked, for they are many people's. */
function personIn(text: string): PersonQuestion | null {
  if (certificateForm.test(text)) return { by: 'certificate', number: text.toUpperCase() }
  return /^[A-Za-z0-9]{10,30}$/.test(text) ? { by: 'number', insuredId: text } : null
}

/**
 * Everything that a text finds for somebody: each kind by the right and within the reach that its own desk asks for. A search
 * for a person is written down as one.
 */
export async function searchFor(
  desk: SearchDesk,
  { signedIn, actor, reachFor }: Searcher,
  asked: string,
): Promise<Finds> {
  // Who has not changed the first password yet sees nothing of the business.
  if (signedIn.mustChangePassword) return nothing
  const text = asked.trim()
  const within = async <Found>(
    right: Right,
    may: boolean,
    find: (reach: Reach) => Promise<readonly Found[]>,
  ): Promise<readonly Found[]> => {
    const reach = reachFor(right)
    return may && reachesAnything(reach) ? find(reach) : []
  }
  const isNumber = numberForm.test(text)
  const person = personIn(text)
  const [people, institutions, settlements, messages, matters, statements] = await Promise.all([
    within('people.read', person !== null, async (reach) => {
      if (person === null) return []
      return (await findPeople(desk, { reach, actor }, person, { after: null, limit: ofEach })).rows
    }),
    within('providers.read', text.length >= 2, (reach) => desk.search.institutions(text, reach, ofEach)),
    within('settlements.read', isNumber, (reach) => desk.search.settlements(text, reach, ofEach)),
    within('messages.read', isNumber, (reach) => desk.search.messages(text, reach, ofEach)),
    within('matters.read', text.length >= 6, (reach) => desk.search.matters(text, reach, ofEach)),
    within('payments.read', isNumber, (reach) => desk.search.statements(text, reach, ofEach)),
  ])
  return { people, institutions, settlements, messages, matters, statements }
}

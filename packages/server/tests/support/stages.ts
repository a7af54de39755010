import { newPerson } from './people.ts'
import { expectOk, feeLine, openVisit, settleInput, upload } from './visit.ts'
import { hospital, items, type TestPerson, type Till, type World } from './world.ts'

export const line = { code: items.whole.code, price: 10, quantity: 2 }

export const uploadInput = (visitId: string, who: TestPerson, more: Partial<Parameters<typeof feeLine>[0]> = {}) => ({
  feedetail: [feeLine({ ...line, ...more }, visitId, who, 'B1')],
})

/** A registered and described visit of a new person. */
export async function visit(world: World): Promise<{ till: Till; who: TestPerson; visitId: string }> {
  const who = await newPerson(world)
  const till = world.till(hospital)
  return { till, who, visitId: await openVisit(till, who) }
}

/** A new person's uploaded bill. */
export async function bill(world: World) {
  const who = await newPerson(world)
  const till = world.till(hospital)
  return { till, who, bill: await upload(till, who, [line]) }
}

/** A new person's settled bill. */
export async function settled(world: World) {
  const uploaded = await bill(world)
  const { till, who } = uploaded
  const answer = expectOk(await till.ask('2207', who, settleInput(uploaded.bill)))
  return { ...uploaded, answer, setlinfo: answer.output.setlinfo }
}

export const reverseInput = (who: TestPerson, omsgid: string, oinfno: string) => ({
  data: { psn_no: who.insuredId, omsgid, oinfno },
})

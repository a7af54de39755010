import { caseworkDesk } from '../casework/desk.tsx'
import { catalogDesk } from '../catalog/desk.tsx'
import { importDesk } from '../imports/desk.tsx'
import { jobDesk } from '../jobs/desk.tsx'
import type { Desk } from '../kit/desk.ts'
import { messageDesk } from '../messages/desk.tsx'
import { officeDesk } from '../office/desk.tsx'
import { paymentDesk } from '../payments/desk.tsx'
import { peopleDesk } from '../people/desk.tsx'
import { policyDesk } from '../policy/desk.tsx'
import { providerDesk } from '../providers/desk.tsx'
import { receiptDesk } from '../receipts/desk.tsx'
import { settlementDesk } from '../settlements/desk.tsx'
import { supervisionDesk } from '../supervision/desk.tsx'
import { tillDesk } from '../till/desk.tsx'
import { todoDesk } from '../todo/desk.tsx'
import { wallDesk } from '../wall/desk.tsx'
import { accountDesk } from './account.tsx'

/** Every desk of the console; the menu keeps this order. */
export const desks: readonly Desk[] = [
  todoDesk,
  jobDesk,
  tillDesk,
  peopleDesk,
  settlementDesk,
  messageDesk,
  providerDesk,
  policyDesk,
  catalogDesk,
  importDesk,
  paymentDesk,
  receiptDesk,
  supervisionDesk,
  caseworkDesk,
  wallDesk,
  officeDesk,
  accountDesk,
]

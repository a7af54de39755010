import type { Messages } from '../messages.ts'
import {
  sample2201,
  sample2202,
  sample2203,
  sample2204,
  sample2205,
  sample2206,
  sample2207,
  sample2208,
  sample2601,
  sample5203,
} from './outpatient.ts'
import { sample1101, sample2001, sample5206 } from './person.ts'
import { sample2101, sample2102, sample2103 } from './pharmacy.ts'
import type { Sample } from './sample.ts'
import { sample9001, sample9002 } from './session.ts'

/** One valid sample of every served message, for tests, documents and clients that want to try. */
export const samples: { readonly [I in keyof Messages]: Sample<Messages[I]> } = {
  '1101': sample1101,
  '2001': sample2001,
  '2101': sample2101,
  '2102': sample2102,
  '2103': sample2103,
  '2201': sample2201,
  '2202': sample2202,
  '2203': sample2203,
  '2204': sample2204,
  '2205': sample2205,
  '2206': sample2206,
  '2207': sample2207,
  '2208': sample2208,
  '2601': sample2601,
  '5203': sample5203,
  '5206': sample5206,
  '9001': sample9001,
  '9002': sample9002,
}

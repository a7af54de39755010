import { useSession } from '../kit/index.ts'

/** The institutions for which whoever is signed in works a till. */
export function useTills(): readonly string[] {
  const { rights } = useSession()
  return rights.find(({ right }) => right === 'till.use')?.institutions ?? []
}

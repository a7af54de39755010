import { useQuery } from '@tanstack/react-query'
import dayjs from 'dayjs'
import { call } from './call.ts'

const keptMs = 600_000

/**
 * The day of the centre, `2023-11-13`: a demo keeps a calendar of its own. Until it is known, the day of this machine.
 */
export function useToday(): string {
  const { data } = useQuery({
    queryKey: ['today'],
    queryFn: async ({ signal }) => (await call('todo.list', {}, { signal })).today,
    staleTime: keptMs,
  })
  return data ?? dayjs().format('YYYY-MM-DD')
}

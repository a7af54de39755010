import Type from 'typebox'
import { route } from './route.ts'
import { both, division, fields, words } from './schemas.ts'

/** The regions whose insurance this centre runs. */
export const regionRoutes = [
  route({
    name: 'regions.list',
    method: 'GET',
    path: '/api/regions',
    right: 'signed-in',
    summary: { zh: '我可及的统筹区', en: 'The regions of the centre that I reach' },
    description: {
      zh: '请求头 x-yibao-region 写一个区划，则该请求只看这一地区。',
      en: 'A request with the header x-yibao-region and a division looks at that region only.',
    },
    answer: fields({ regions: Type.Array(fields({ division, name: words }), both('统筹区', 'regions')) }),
    errors: [],
  }),
] as const

import Type from 'typebox'
import { route } from './route.ts'
import { both, division, fields, maybe, providerCode, said, words } from './schemas.ts'

const region = fields({ division, name: words })

/** The regions whose insurance this centre runs. */
export const regionRoutes = [
  route({
    name: 'regions.list',
    method: 'GET',
    path: '/api/regions',
    right: 'signed-in',
    summary: {
      zh: '我可及的统筹区和机构，各统筹区的名称',
      en: 'The regions and institutions that I reach, and what every region is called',
    },
    description: {
      zh: '请求头 x-yibao-region 写一个区划，则该请求只看这一地区。',
      en: 'A request with the header x-yibao-region and a division looks at that region only.',
    },
    answer: fields({
      regions: Type.Array(region, both('我可及的统筹区', 'the regions that I reach')),
      institutions: Type.Array(
        fields({ providerCode, name: said('机构名称', 'name of the institution') }),
        both('我所属的机构', 'the institutions that I am of'),
      ),
      home: maybe(
        Type.String(
          both('我所在地按其政策办理的统筹区', 'the region whose law holds where I am; null where there is none'),
        ),
      ),
      names: Type.Array(
        region,
        both('本中心全部统筹区及其区县的名称', 'what every region of the centre and its counties are called'),
      ),
    }),
    errors: [],
  }),
] as const

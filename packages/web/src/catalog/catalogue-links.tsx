import { Flex } from 'antd'
import { Go, type Pair, useSay } from '../kit/index.ts'

const pages: readonly (readonly [path: string, words: Pair])[] = [
  ['/catalogue', ['条目', 'Items']],
  ['/catalogue/codes', ['编码目录', 'Code lists']],
  ['/catalogue/versions', ['版本', 'Versions']],
  ['/catalogue/difference', ['两日差异', 'Days compared']],
]

/** From one page of the catalogues to the others. */
export function CatalogueLinks({ here }: { readonly here: string }) {
  const say = useSay()
  return (
    <nav aria-label={say('目录页面', 'Pages of the catalogues')}>
      <Flex gap="middle">
        {pages.map(([path, words]) =>
          path === here ? (
            <span key={path} aria-current="page">
              {say(...words)}
            </span>
          ) : (
            <Go key={path} to={path}>
              {say(...words)}
            </Go>
          ),
        )}
      </Flex>
    </nav>
  )
}

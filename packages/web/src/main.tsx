import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Speaking } from './kit/say.tsx'
import { Looking } from './shell/looks.tsx'
import { openRouter } from './shell/router.tsx'
import './shell/shell.css'

const place = document.querySelector('#console')
if (place === null) throw new Error('the page has no place for the console')

const queries = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 15_000 } } })
const router = openRouter()

createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <Speaking>
        <Looking>
          <RouterProvider router={router} />
        </Looking>
      </Speaking>
    </QueryClientProvider>
  </StrictMode>,
)

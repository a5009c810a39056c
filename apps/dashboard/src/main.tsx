import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiProblem } from './api/problem.js';
import { createApi } from './api/client.js';
import { PageProvider, type Page } from './app-context.js';
import { readHost } from './host.js';
import { LiveConnection } from './live/connection.js';
import { Toasts } from './parts/toasts.js';
import { makeRouter } from './router.js';
import { Gate } from './session/gate.js';
import { Session } from './session/session.js';
import { pageClock } from './time/now.js';
import { applyTheme } from './shell/theme-switch.js';
import './theme/tokens.css';
import './theme/base.css';
import './parts/parts.css';
import './shell/shell.css';

applyTheme();

const said = document.querySelector<HTMLMetaElement>('meta[name="tracked-cron"]')?.content ?? '{}';
const host = readHost(document.baseURI, said);
const session = new Session(window.sessionStorage);
const token = () => session.state().token;
const page: Page = {
  host,
  session,
  api: createApi(host.api, () => ({ token: token(), rejected: session.rejected })),
  live: new LiveConnection(new URL(host.namespace, host.api).href, host.socketPath, token),
};
const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 2_000,
      retry: (count, error) => count < 2 && error instanceof ApiProblem && error.passes,
    },
  },
});
const router = makeRouter(host.base, { client, api: page.api, clock: pageClock });
const begin = () => void router.load();

createRoot(document.getElementById('page')!).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <PageProvider value={page}>
        <Toasts>
          <Gate begin={begin}>
            <RouterProvider router={router} />
          </Gate>
        </Toasts>
      </PageProvider>
    </QueryClientProvider>
  </StrictMode>,
);

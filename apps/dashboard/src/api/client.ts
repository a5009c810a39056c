import createClient, { type Client } from 'openapi-fetch';
import { asProblem, problemOf } from './problem.js';
import type { components, paths } from './schema.js';

/** The API's shapes, by the names that its document gives them. */
export type Schemas = components['schemas'];

export type Api = Client<paths>;

/** What a request is sent with, and who is to know when that does not hold any more. */
export interface Credentials {
  readonly token: string | null;
  rejected(): void;
}

/** @param base address of the API, without a slash at its end */
export function createApi(base: string, credentials: () => Credentials): Api {
  const api = createClient<paths>({
    baseUrl: base,
    headers: { accept: 'application/json' },
    querySerializer: { array: { style: 'form', explode: true } },
    fetch: (request) => send(request, base, credentials()),
  });
  return api;
}

async function send(request: Request, base: string, { token, rejected }: Credentials): Promise<Response> {
  // the list of executions has the mount path itself as its address, and a router may be strict about slashes
  const url = request.url.replace(`${base}/?`, `${base}?`).replace(/\/$/, '');
  const sent = url === request.url ? request : new Request(url, request);
  if (token !== null) sent.headers.set('authorization', `Bearer ${token}`);
  const response = await fetch(sent);
  if (response.status === 401) rejected();
  return response;
}

/** The same of a route that also answers as a table or a text, which is not asked for. */
export async function jsonOf<Data>(
  call: Promise<{ data?: Data; error?: unknown; response: Response }>,
): Promise<Exclude<Data, string>> {
  return (await answerOf(call)) as Exclude<Data, string>;
}

/** The answer of a call, or its problem thrown. */
export async function answerOf<Data>(
  call: Promise<{ data?: Data; error?: unknown; response: Response }>,
): Promise<Data> {
  let settled: Awaited<typeof call>;
  try {
    settled = await call;
  } catch (error) {
    throw asProblem(error);
  }
  const { data, error, response } = settled;
  if (!response.ok) throw problemOf(response.status, error);
  return data as Data;
}

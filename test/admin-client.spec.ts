import { readFile } from 'node:fs/promises';
import { clientTypes, SCHEMA_FILE } from '../apps/dashboard/write-client.js';
import { typeErrors } from './support/type-check.js';

/** What a program looks like that uses the generated types. */
const CLIENT = `
import type { components, paths } from './cron-jobs';

type Query = NonNullable<paths['/']['get']['parameters']['query']>;
type Page = paths['/']['get']['responses'][200]['content']['application/json'];
type Execution = components['schemas']['Execution'];
type Started = paths['/{jobName}/trigger']['post']['responses'][202]['content']['application/json'];
type Problem = components['schemas']['Problem'];

export async function failedSince(url: string, from: string): Promise<readonly Execution[]> {
  const query: Query = { status: ['failed', 'timed_out'], from, limit: 20, sort: '-createdAt' };
  const response = await fetch(url + '?' + new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)])));
  if (!response.ok) throw new Error(((await response.json()) as Problem).detail);
  const page = (await response.json()) as Page;
  const next: string | null = page.page.next;
  return next === null ? page.items : [];
}

export function inWords({ jobName, status, durationMs, error, completedAt }: Execution): string {
  const took: number = durationMs ?? 0;
  const end: string | null = completedAt;
  return [jobName, status.toUpperCase(), took.toFixed(), end, error?.message, error?.causes[0]?.errorClass].join(' ');
}

export const late = (jobs: readonly components['schemas']['JobStatus'][]) =>
  jobs.filter(({ health }) => health === 'late').map(({ findings, lastSlots }) => findings[0]?.message ?? lastSlots[0]?.status);
export const isHere = ({ status }: Started): boolean => status === 'running';
export const body: NonNullable<paths['/{jobName}/backfill']['post']['requestBody']>['content']['application/json'] =
  { from: '2026-11-22T00:00:00Z', to: '2026-11-23T00:00:00Z', limit: 10 };
`;

const MISTAKES = `
import type { components, paths } from './cron-jobs';
export const query: NonNullable<paths['/']['get']['parameters']['query']> = { status: ['broken'] };
export const name = (execution: components['schemas']['Execution']) => execution.job;
export const took = ({ durationMs }: components['schemas']['Execution']): number => durationMs;
export const body: paths['/{jobName}/backfill']['post']['requestBody']['content']['application/json'] = { from: '2026-11-22' };
`;

let types: string;

beforeAll(async () => {
  types = await clientTypes();
}, 30_000);

it('a client made from the OpenAPI document compiles, and mistakes in its use do not', async () => {
  const errors = typeErrors(
    new Map([
      ['cron-jobs.ts', types],
      ['client.ts', CLIENT],
      ['mistakes.ts', MISTAKES],
    ]),
  );
  expect(errors).toEqual([
    expect.stringMatching(/^mistakes.ts:3 Type '"broken"' is not assignable/),
    expect.stringMatching(/^mistakes.ts:4 Property 'job' does not exist/),
    expect.stringMatching(/^mistakes.ts:5 Type 'number \| null' is not assignable/),
    expect.stringMatching(/^mistakes.ts:6 Property 'to' is missing/),
  ]);
});

it('the page knows the API as it is: npm run dashboard:client', async () => {
  expect(await readFile(SCHEMA_FILE, 'utf8')).toBe(types);
});

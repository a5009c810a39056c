import type { Schemas } from '../../../api/client.js';
import type { JobStatus } from '../../../api/queries.js';
import { isBehind } from './is-behind.js';

const LAID = Date.parse('2026-11-26T08:00:00Z');
const at = (seconds: number) => new Date(LAID + seconds * 1_000).toISOString();

const judged = (executions: object[], job: object) =>
  isBehind({ executions } as Schemas['TimelineLane'], LAID, {
    inFlight: [],
    lastSlots: [],
    lastFailureAt: null,
    lastSuccessAt: null,
    ...job,
  } as unknown as JobStatus);
const flying = { executionId: 'a', to: null };

it.each<[string, boolean, object[], object]>([
  ['nothing is new', false, [], { lastFailureAt: at(-1), lastSuccessAt: at(-1) }],
  ['what runs runs on', false, [flying], { inFlight: [{ executionId: 'a' }] }],
  ['what ran ended in its slot', false, [flying], { lastSlots: [{ executionId: 'a', scheduledAt: at(-5) }] }],
  ['what ran is nowhere', true, [flying], {}],
  ['something failed', true, [], { lastFailureAt: at(1) }],
  ['something that somebody triggered went well', true, [], { lastSuccessAt: at(1) }],
  [
    'a slot went well',
    false,
    [],
    { lastSuccessAt: at(1), lastSlots: [{ executionId: 'b', scheduledAt: at(0) }] },
  ],
])('where %s: %p', (_, behind, executions, job) => {
  expect(judged(executions, job)).toBe(behind);
});

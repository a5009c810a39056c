import type { Schemas } from '../api/client.js';
import { rowsInWords, scrubAll } from './scrub-run.js';

const report = (about: Partial<Schemas['ScrubReport']>): Schemas['ScrubReport'] => ({
  dryRun: true,
  rows: {},
  inFlight: 0,
  complete: false,
  next: null,
  ...about,
});

it('goes on from where a call ended until all was looked at, and adds up', async () => {
  const answers = [
    report({ rows: { logs: 3, executions: 1 }, next: 'a', inFlight: 2 }),
    report({ rows: { logs: 4 }, next: 'b', inFlight: 1 }),
    report({ rows: { holds: 1 }, complete: true }),
  ];
  const asked: (string | undefined)[] = [];
  const told: number[] = [];
  const sum = await scrubAll(
    async (after) => {
      asked.push(after);
      return answers[asked.length - 1]!;
    },
    ({ rows }) => told.push(rows.logs ?? 0),
  );
  expect(asked).toEqual([undefined, 'a', 'b']);
  expect(told).toEqual([3, 7, 7]);
  expect(sum).toMatchObject({ rows: { logs: 7, executions: 1, holds: 1 }, inFlight: 0, complete: true });
});

it('says what holds the text', () => {
  expect(rowsInWords(report({ rows: { logs: 1_200, executions: 0, attempts: 1 } }))).toBe(
    'It is held by rows of logs (1,200), attempts (1).',
  );
  expect(rowsInWords(report({ rows: { logs: 0 } }))).toBe('Nothing that is stored holds it.');
});

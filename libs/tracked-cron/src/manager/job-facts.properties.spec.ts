import fc from 'fast-check';
import { ExecutionRows } from '../../../../test/support/execution-rows.js';
import { isGood, isVerdict } from '../health/slot-record.js';
import { ENDED_STATUSES, type EndedStatus } from '../history/execution-status.js';
import { uuidV7Time } from '../id-generator.js';
import { JobFactsRepository, LAST_ROWS, NEWEST_ROWS, type EndedRow } from './job-facts.repository.js';

const { NOW } = ExecutionRows;
const MINUTE = 60_000;

/** What became of a job's executions, the newest first: stretches in which one thing happened again and again, or anything. */
const histories = fc.array(
  fc
    .array(
      fc.record({
        status: fc.constantFrom(...ENDED_STATUSES),
        byHand: fc.boolean(),
        length: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: NEWEST_ROWS + 5 })),
      }),
      { maxLength: 12 },
    )
    .map((stretches) => stretches.flatMap(({ length, ...one }) => Array<typeof one>(length).fill(one))),
  { minLength: 60, maxLength: 60 },
);

type Histories = readonly (readonly { readonly status: EndedStatus; readonly byHand: boolean }[])[];

describe('what ended last of jobs', () => {
  let rows: ExecutionRows;

  beforeAll(async () => {
    rows = await ExecutionRows.open();
  });
  afterAll(() => rows.close());

  it('has the last slots, verdicts and good executions of each, whatever stands in front of them', async () => {
    // sixty histories in one statement, others each time; which ones is said where they are not read well
    await fc.assert(fc.asyncProperty(histories, readsWhatCounts), { numRuns: 1, endOnFailure: true });
  });

  async function readsWhatCounts(drawn: Histories): Promise<void> {
    const ids = new Map<string, string>();
    for (const nth of drawn.keys()) ids.set(`job${nth}`, await rows.job(`job${nth}`));
    const written = drawn.flatMap((history, nth) =>
      history.map(({ status, byHand }, back) =>
        rows.endedRow(`job${nth}`, NOW - back * MINUTE, status, byHand ? { scheduled_at: null } : {}),
      ),
    );
    await rows.insert('cron_job_executions', written);
    const read = await new JobFactsRepository(rows.database, rows.scope).ended([...ids.values()]);
    for (const [nth, history] of drawn.entries()) {
      const ofJob = read.filter(({ jobId }) => jobId === ids.get(`job${nth}`));
      const all = history.map(({ status, byHand }, back) => ({ status, byHand, at: NOW - back * MINUTE }));
      expect(placesOf(ofJob, ({ scheduledAt }) => scheduledAt !== null)).toEqual(
        lastOf(all, ({ byHand }) => !byHand),
      );
      expect(placesOf(ofJob, isVerdict)).toEqual(lastOf(all, isVerdict));
      expect(placesOf(ofJob, isGood)).toEqual(lastOf(all, isGood));
    }
  }
});

/** Of the rows that fit, when the last 30 were born, the newest first. */
function placesOf(read: readonly EndedRow[], fits: (row: EndedRow) => boolean): number[] {
  const births = read.filter(fits).map(({ id }) => uuidV7Time(id));
  return births.sort((a, b) => b - a).slice(0, LAST_ROWS);
}

function lastOf<Row extends { readonly at: number }>(
  all: readonly Row[],
  fits: (row: Row) => boolean,
): number[] {
  return all
    .filter(fits)
    .map(({ at }) => at)
    .slice(0, LAST_ROWS);
}

import fc from 'fast-check';
import {
  expiredPartitions,
  isReserve,
  PARTITION_WIDTH_MS as WEEK,
  PARTITIONED_TABLES,
  planPartitions,
  type ExistingPartition,
} from './partitions.js';

const START = Date.parse('2026-03-04T12:00:00Z');

/** What is there after the plan was carried out. */
function carriedOut(existing: ExistingPartition[], now: number, weeks: number, reserve: boolean) {
  const { make, inTheWay } = planPartitions(existing, now, weeks, reserve);
  const stays = existing.filter((one) => !inTheWay.includes(one));
  return [...stays, ...make.map((one) => ({ ...one, detaching: false }))];
}

describe('partitions that are planned', () => {
  const visits = fc.array(
    fc.record({
      after: fc.integer({ min: 1, max: 40 * WEEK }),
      weeks: fc.integer({ min: 1, max: 12 }),
      reserve: fc.boolean(),
    }),
    { minLength: 1, maxLength: 12 },
  );

  it('never overlap, and leave room from last week on as far as was asked for', () => {
    fc.assert(
      fc.property(visits, (history) => {
        let now = START;
        let existing: ExistingPartition[] = [];
        for (const { after, weeks, reserve } of history) {
          now += after;
          existing = carriedOut(existing, now, weeks, reserve);
          for (const { name } of PARTITIONED_TABLES) {
            const own = existing.filter(({ table }) => table === name).sort((a, b) => a.from - b.from);
            own.slice(1).forEach((one, index) => expect(one.from).toBeGreaterThanOrEqual(own[index].to));
            for (let week = -1; week <= weeks; week++) {
              const at = now + week * WEEK;
              expect(own.filter(({ from, to }) => from <= at && at < to)).toHaveLength(1);
            }
          }
          const { roomUntil, make, inTheWay } = planPartitions(existing, now, weeks, reserve);
          expect([...make, ...inTheWay]).toEqual([]); // once is enough
          expect(roomUntil - now).toBeGreaterThan((weeks + (reserve ? 26 : 0)) * WEEK - 1);
        }
      }),
    );
  });

  it('expire only when their last row has', () => {
    fc.assert(
      fc.property(visits, fc.integer({ min: 7, max: 400 }), (history, days) => {
        let now = START;
        let existing: ExistingPartition[] = [];
        for (const { after, weeks, reserve } of history) {
          now += after;
          existing = carriedOut(existing, now, weeks, reserve);
        }
        const keep = days * 24 * 3_600_000;
        const expired = expiredPartitions(existing, now, {
          completed: keep,
          failed: null,
          logs: null,
          audit: null,
        });
        for (const { table, to } of expired) {
          expect(table).toBe('cron_job_executions_short');
          expect(to).toBeLessThanOrEqual(now - keep);
        }
        const left = existing.filter((one) => one.table.endsWith('short') && !expired.includes(one));
        for (const { to } of left) expect(to).toBeGreaterThan(now - keep);
        expect(expired.some((one) => isReserve(one) && one.to > now)).toBe(false);
      }),
    );
  });
});

import { Injectable } from '@nestjs/common';
import { TrackedCron } from 'nestjs-tracked-cron';
import { VirtualClock } from '../../libs/tracked-cron/src/testing/virtual-clock.js';
import { eventually } from '../support/eventually.js';
import { startInstance } from '../support/test-instance.js';
import { expectInvariants } from './support/expect-invariants.js';
import { fault } from './support/fault.js';
import { createFaultDatabase } from './support/fault-database.js';

const MINUTE = 60_000;
const IN_RIGA = { timeZone: 'Europe/Riga' } as const;

@Injectable()
class Jobs {
  @TrackedCron('30 3 * * *', { ...IN_RIGA, name: 'in-the-gap' })
  inTheGap() {}

  @TrackedCron('15,45 3 * * *', { ...IN_RIGA, name: 'twice-in-the-gap' })
  twiceInTheGap() {}

  @TrackedCron('0 4 * * *', { ...IN_RIGA, name: 'after-the-gap' })
  afterTheGap() {}

  @TrackedCron('30 2-4 * * *', { ...IN_RIGA, name: 'around-the-gap' })
  aroundTheGap() {}

  @TrackedCron('0 * * * *', { ...IN_RIGA, name: 'hourly' })
  hourly() {}

  @TrackedCron('*/30 3 * * *', { ...IN_RIGA, name: 'with-a-star' })
  withAStar() {}

  @TrackedCron('@every 1h', { ...IN_RIGA, name: 'interval' })
  interval() {}
}

type Expected = Readonly<Record<string, readonly string[]>>;

/** What operators expect of both days; UTC. On 29 March 03:00 becomes 04:00 at 01:00 UTC. */
const spring: Expected = {
  'in-the-gap': ['01:00'],
  'twice-in-the-gap': ['01:00'],
  'after-the-gap': ['01:00'],
  'around-the-gap': ['00:30', '01:00', '01:30'],
  hourly: ['00:00', '01:00', '02:00', '03:00'],
  'with-a-star': [],
  interval: ['00:00', '01:00', '02:00', '03:00'],
};
/** On 25 October 04:00 becomes 03:00, at 01:00 UTC. */
const autumn: Expected = {
  'in-the-gap': ['00:30'],
  'twice-in-the-gap': ['00:15', '00:45'],
  'after-the-gap': ['02:00'],
  'around-the-gap': ['00:30', '02:30'],
  hourly: ['00:00', '01:00', '02:00', '03:00'],
  'with-a-star': ['00:00', '00:30', '01:00', '01:30'],
  interval: ['00:00', '01:00', '02:00', '03:00'],
};

for (const [name, day, expected] of [
  ['spring', '2026-03-29', spring],
  ['autumn', '2026-10-25', autumn],
] as const) {
  fault(
    'F13',
    `on the odd day of ${name} every job runs when operators expect it, and once`,
    async (figures) => {
      const database = await createFaultDatabase();
      const start = Date.parse(`${day}T00:00:00Z`) - 5 * MINUTE;
      // each with a clock of its own, which the other one's is a little ahead of
      const clocks = [new VirtualClock(start), new VirtualClock(start + 7)];
      const instances = await Promise.all(
        clocks.map((clock) => startInstance({ url: database.url, clock, providers: [Jobs] })),
      );
      try {
        const due = Object.entries(expected).flatMap(([job, times]) =>
          times.map((time) => ({ job, at: Date.parse(`${day}T${time}:00Z`) })),
        );
        const run = () =>
          database.query<{ job: string; slot: Date; status: string }>(
            'select job_name as job, scheduled_at as slot, status from tracked_cron.cron_job_executions',
          );
        for (let now = start; now < Date.parse(`${day}T03:05:00Z`); now += MINUTE) {
          for (const clock of clocks) clock.advance(MINUTE);
          const soFar = due.filter(({ at }) => at <= now + MINUTE).length;
          await eventually(run, ({ length }) => length >= soFar);
        }
        const found = await run();
        figures({ slots: found.length });
        const sorted = (all: { job: string; at: number }[]) =>
          all.map(({ job, at }) => `${job} ${new Date(at).toISOString()}`).sort();
        expect(sorted(found.map(({ job, slot }) => ({ job, at: slot.getTime() })))).toEqual(sorted(due));
        expect(new Set(found.map(({ status }) => status))).toEqual(new Set(['completed']));
      } finally {
        await Promise.all(instances.map((instance) => instance.close()));
      }
      await expectInvariants(database);
      await database.drop();
    },
  );
}

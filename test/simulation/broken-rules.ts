import { GivenUpHandlers } from '../../libs/tracked-cron/src/execution/given-up-handlers.js';
import { InstanceLease } from '../../libs/tracked-cron/src/cluster/instance-lease.js';
import { MemoryClaims } from '../../libs/tracked-cron/src/testing/memory/memory-claims.js';
import type { Sabotage } from './simulate.js';

/** A rule of the library that is broken, and how somebody who looks on says so. */
export interface BrokenRule {
  readonly breakIt: Sabotage;
  readonly seenAs: RegExp;
  /** Where to look first: what it takes is rare. Default: 1. */
  readonly from?: number;
}

/** Each must be found: else the simulation would hold whatever the code does. */
export const BROKEN_RULES: Readonly<Record<string, BrokenRule>> = {
  'a claim believes the watermark that its instance remembers': {
    breakIt: () =>
      replace(
        MemoryClaims.prototype,
        'decide',
        (decide) =>
          function (this: MemoryClaims, due) {
            return decide.call(
              this,
              due.map((one) => ({
                jobId: one.jobId,
                watermark: one.watermark,
                careful: one.careful,
                plan: (_watermark, held) => one.plan(one.watermark, held),
              })),
            );
          },
      ),
    seenAs: /was decided twice/,
  },
  'a claim moves the watermark to where it planned from': {
    breakIt: ({ database }) =>
      replace(
        MemoryClaims.prototype,
        'decide',
        (decide) =>
          function (this: MemoryClaims, due) {
            const before = new Map([...database.jobs.values()].map(({ id, lastSlotAt }) => [id, lastSlotAt]));
            const decided = decide.call(this, due);
            const [last] = decided.claimed.slice(-1);
            if (last)
              database.jobs.get(last.jobId)!.lastSlotAt = new Date(before.get(last.jobId)!.getTime() - 1);
            return decided;
          },
      ),
    seenAs: /the watermark of .* fell/,
  },
  'a claim needs no lease': {
    breakIt: ({ instances, inspector }) => {
      const truth = { holdsLease: instances.holdsLease.bind(instances) };
      Object.assign(inspector, { instances: truth });
      instances.holdsLease = () => true;
    },
    seenAs: /was given to an instance without a lease/,
    from: 182,
  },
  'a claim sees nothing of what is in flight': {
    breakIt: ({ database }) => void (database.liveOf = () => []),
    seenAs: /has \d lanes|ran beside each other/,
  },
  'a concurrency group has no limit': {
    breakIt: ({ database }) => void (database.groupLanes = () => 0),
    seenAs: /group feed has more than 2 lanes/,
  },
  'skipped slots are not written down': {
    breakIt: ({ database }) => {
      const set = database.ended.set.bind(database.ended);
      database.ended.set = (id, row) => (row.status === 'skipped' ? database.ended : set(id, row));
    },
    seenAs: /there are outcomes of/,
  },
  'an end is written whatever its epoch': {
    breakIt: ({ database, journal }) => {
      const write = journal.write.bind(journal);
      journal.write = (end) => write({ ...end, epoch: database.live.get(end.id)?.epoch ?? end.epoch });
    },
    seenAs:
      /and its handler (null|undefined|died)|was called \d+ times|from pending to \w+, its epoch by 0|ran beside/,
  },
  'a sweep leaves the epoch as it is': {
    breakIt: ({ database, instances }) => {
      const sweep = instances.sweep.bind(instances);
      instances.sweep = () => {
        const lost = sweep();
        for (const { id } of lost) {
          const row = database.live.get(id);
          if (row) row.epoch -= 1;
        }
        return lost;
      };
    },
    seenAs: /from (pending|running) to \w+, its epoch by|was called \d+ times/,
  },
  'nobody sweeps': {
    breakIt: ({ instances }) => void (instances.sweep = () => []),
    seenAs: /and nobody runs it/,
  },
  'births whose claim got no answer are never looked for': {
    breakIt: ({ instances }) => void (instances.sweepUnknown = () => []),
    seenAs: /and nobody runs it/,
  },
  'a wait for another attempt counts no attempts': {
    breakIt: ({ database, journal }) => {
      const write = journal.write.bind(journal);
      journal.write = (end) => {
        const written = write(end);
        const row = database.live.get(end.id);
        if (end.retry && row?.status === 'pending') row.attempt = 1;
        return written;
      };
    },
    seenAs: /was called \d+ times/,
  },
  'the handler of any attempt frees the lane': {
    breakIt: () =>
      replace(
        GivenUpHandlers.prototype,
        'returned',
        (returned) =>
          function (this: GivenUpHandlers, assignment) {
            const kept = [
              ...(this as unknown as { open: Map<string, { assignment: typeof assignment }> }).open,
            ];
            const [, one] = kept.find(([id]) => id === assignment.id) ?? [];
            returned.call(this, one?.assignment ?? assignment);
          },
      ),
    seenAs: /is free, and its handler goes on/,
  },
  'what was claimed is started however late the answer comes': {
    breakIt: () => replace(InstanceLease.prototype, 'covers', () => () => true),
    seenAs: /joined again and goes on with|ran beside each other/,
  },
};

type Method<Subject, Name extends keyof Subject> = Extract<Subject[Name], (...args: never[]) => unknown>;

const undo: (() => void)[] = [];

function replace<Subject, Name extends keyof Subject>(
  subject: Subject,
  name: Name,
  broken: (sound: Method<Subject, Name>) => Method<Subject, Name>,
): void {
  const sound = subject[name] as Method<Subject, Name>;
  subject[name] = broken(sound);
  undo.push(() => void (subject[name] = sound));
}

/** Mends what {@link BROKEN_RULES} broke beyond one world. */
export function mend(): void {
  for (const one of undo.splice(0).reverse()) one();
}

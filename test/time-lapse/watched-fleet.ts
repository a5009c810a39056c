import { Injectable, type Abstract, type INestApplication, type Type } from '@nestjs/common';
import { TrackedCron, TrackedCronEvents } from 'nestjs-tracked-cron';
import { CronMonitorModule, type AlertRoute } from 'nestjs-tracked-cron/monitor';
import { OutboxRepository } from '../../libs/cron-monitor/src/alerts/outbox/outbox.repository.js';
import { TellingLoop } from '../../libs/cron-monitor/src/alerts/telling-loop.js';
import { CronMonitorLifecycle } from '../../libs/cron-monitor/src/cron-monitor.lifecycle.js';
import { StalenessService } from '../../libs/cron-monitor/src/staleness.service.js';
import { EndsWatch } from '../../libs/cron-monitor/src/sweep/ends-watch.js';
import { Watchdog } from '../../libs/cron-monitor/src/sweep/watchdog.js';
import { PartitionKeeper } from '../../libs/tracked-cron/src/history/partition-keeper.js';
import type { VirtualClock } from '../../libs/tracked-cron/src/testing/virtual-clock.js';
import { startInstance } from '../support/test-instance.js';
import type { FleetJob } from './fleet.js';
import { hearOf } from './hear-of.js';
import type { Moment } from './moment.js';
import { TimedChannel } from './timed-channel.js';

/** Whom alerts go to: the only options of the monitor that are not left out. */
const ROUTES: AlertRoute[] = [
  { name: 'reports', when: { group: 'reports' }, channels: ['reports'] },
  { name: 'billing pages', when: { owner: 'billing', severity: 'error' }, channels: ['pager'] },
  { name: 'everything else', when: { severity: 'warning' }, channels: ['chat'] },
];

/**
 * An application with the fleet's jobs and a monitor, twice: one instance sweeps, the other one has run what ends. In neither of
 * them anything goes on by itself: their clock is put forward without a timer firing.
 */
export interface WatchedFleet {
  readonly channels: readonly TimedChannel[];
  /** The second instance hears of what happened in it. */
  hear(moments: readonly Moment[]): void;
  /** What the monitor's loops do when their time has come: judge what has ended; sweep; tell. */
  judgeEnds(): Promise<void>;
  sweep(): Promise<void>;
  tell(): Promise<void>;
  /** When something is to be told next, milliseconds since the epoch; null: nothing waits. */
  nextTold(): Promise<number | null>;
  /** What is done once a day: tables for the days to come. */
  prepareDay(): Promise<void>;
  close(): Promise<void>;
}

export async function watchFleet(
  url: string,
  fleet: readonly FleetJob[],
  clock: VirtualClock,
): Promise<WatchedFleet> {
  const channels = ['reports', 'pager', 'chat'].map((name) => new TimedChannel(name, clock));
  const start = async (): Promise<INestApplication> => {
    const { app } = await startInstance({
      url,
      clock,
      providers: [jobsOf(fleet)],
      imports: [CronMonitorModule.forRoot({ channels, routes: ROUTES })],
      prepare: (app) => {
        app.get(CronMonitorLifecycle, { strict: false }).onApplicationBootstrap = () => {};
      },
    });
    return app;
  };
  const [sweeping, running] = [await start(), await start()];
  const of = <Part>(app: INestApplication, token: Abstract<Part>): Part => app.get(token, { strict: false });
  const sweeps = of(sweeping, StalenessService);
  // whoever finds something out is the first to tell it
  const telling = [of(running, TellingLoop), of(sweeping, TellingLoop)];
  const [outbox, partitions] = [of(sweeping, OutboxRepository), of(sweeping, PartitionKeeper)];
  const [events, ends, watchdog] = [
    of(running, TrackedCronEvents),
    of(running, EndsWatch),
    of(running, Watchdog),
  ];
  ends.start();
  return {
    channels,
    hear: (moments) => moments.forEach((moment) => hearOf(moment, events)),
    judgeEnds: () => ends.runOnce(),
    sweep: async () => {
      await sweeps.sweep();
      // so often the others see how the watch stands
      await watchdog.runOnce();
    },
    tell: async () => {
      for (const one of telling) await one.runOnce();
    },
    nextTold: async () => (await outbox.look(channels.map(({ name }) => name))).dueAt,
    prepareDay: async () => void (await partitions.runOnce()),
    close: async () => {
      await running.close();
      await sweeping.close();
    },
  };
}

/** The fleet as a class with a decorated method for each. */
function jobsOf(fleet: readonly FleetJob[]): Type {
  class Fleet {}
  for (const { name, schedule, timeZone, group, owner, dependsOn, options } of fleet) {
    Object.defineProperty(Fleet.prototype, name, { value: () => {}, configurable: true });
    const descriptor = Object.getOwnPropertyDescriptor(Fleet.prototype, name)!;
    const all = { name, timeZone, group, owner, dependsOn: dependsOn && [...dependsOn], ...options };
    TrackedCron(schedule, all as never)(Fleet.prototype, name, descriptor);
  }
  Injectable()(Fleet);
  return Fleet;
}

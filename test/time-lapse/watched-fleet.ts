import { Injectable, type Abstract, type Type } from '@nestjs/common';
import { TrackedCron } from 'nestjs-tracked-cron';
import { CronMonitorModule, type AlertRoute } from 'nestjs-tracked-cron/monitor';
import { OutboxRepository } from '../../libs/cron-monitor/src/alerts/outbox/outbox.repository.js';
import { TellingLoop } from '../../libs/cron-monitor/src/alerts/telling-loop.js';
import { CronMonitorLifecycle } from '../../libs/cron-monitor/src/cron-monitor.lifecycle.js';
import { StalenessService } from '../../libs/cron-monitor/src/staleness.service.js';
import { PartitionKeeper } from '../../libs/tracked-cron/src/history/partition-keeper.js';
import type { VirtualClock } from '../../libs/tracked-cron/src/testing/virtual-clock.js';
import { startInstance } from '../support/test-instance.js';
import type { FleetJob } from './fleet.js';
import { TimedChannel } from './timed-channel.js';

/** Whom alerts go to: the only options that are not left out. */
const ROUTES: AlertRoute[] = [
  { name: 'reports', when: { group: 'reports' }, channels: ['reports'] },
  { name: 'billing pages', when: { owner: 'billing', severity: 'error' }, channels: ['pager'] },
  { name: 'everything else', when: { severity: 'warning' }, channels: ['chat'] },
];

/** An application with the fleet's jobs and a monitor, in which nothing goes on by itself: its clock is put forward without a timer firing. */
export interface WatchedFleet {
  readonly channels: readonly TimedChannel[];
  /** What the monitor's loops do when their time has come. */
  sweep(): Promise<void>;
  tell(): Promise<void>;
  /** Whether anything waits to be told. */
  waits(): Promise<boolean>;
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
  const { app } = await startInstance({
    url,
    clock,
    providers: [jobsOf(fleet)],
    imports: [CronMonitorModule.forRoot({ channels, routes: ROUTES })],
    prepare: (app) => {
      app.get(CronMonitorLifecycle, { strict: false }).onApplicationBootstrap = () => {};
    },
  });
  const of = <Part>(token: Abstract<Part>): Part => app.get(token, { strict: false });
  const [sweeps, telling] = [of(StalenessService), of(TellingLoop)];
  const [outbox, partitions] = [of(OutboxRepository), of(PartitionKeeper)];
  return {
    channels,
    sweep: async () => void (await sweeps.sweep()),
    tell: () => telling.runOnce(),
    waits: async () => {
      const { unannounced, dueAt } = await outbox.look(channels.map(({ name }) => name));
      return unannounced || dueAt !== null;
    },
    prepareDay: async () => void (await partitions.runOnce()),
    close: () => app.close(),
  };
}

/** The fleet as a class with a decorated method for each. */
function jobsOf(fleet: readonly FleetJob[]): Type {
  class Fleet {}
  for (const { name, schedule, timeZone, group, owner, dependsOn } of fleet) {
    Object.defineProperty(Fleet.prototype, name, { value: () => {}, configurable: true });
    const descriptor = Object.getOwnPropertyDescriptor(Fleet.prototype, name)!;
    const options = { name, timeZone, group, owner, dependsOn: dependsOn && [...dependsOn] };
    TrackedCron(schedule, options as never)(Fleet.prototype, name, descriptor);
  }
  Injectable()(Fleet);
  return Fleet;
}

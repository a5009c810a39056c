import 'reflect-metadata';
import { Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  CronJobManager,
  TrackedCron,
  TrackedCronModule,
  type TrackedCronJobOptions,
} from '../../libs/tracked-cron/src/index.js';
import { IncidentDesk } from '../../libs/cron-monitor/src/incidents/incident-desk.js';
import { CronMonitorModule, DeliveryError, type AlertChannel } from '../../libs/cron-monitor/src/index.js';
import type { AlertingCommand, AlertingOptions } from './alerting-instance.js';
import { wrong } from './judged.js';

/*
 * An application in a process of its own that tells of incidents: over HTTP, to whoever listens in the test. Its jobs fail when
 * they are triggered, or are due where nobody may run them; of others it is handed what rules would find.
 */
const { url, channels, monitor, jobs = 0, absentAt = [] } = JSON.parse(process.argv[2]) as AlertingOptions;

/** One message, one request. */
function overHttp(name: string, address: string): AlertChannel {
  return {
    name,
    concurrency: 5,
    async send({ id, kind, attempt, message, incidentId, signal }) {
      const body = { id, kind, attempt, message, incidentId, pid: process.pid };
      const answer = await fetch(address, { method: 'POST', body: JSON.stringify(body), signal });
      if (!answer.ok) throw new DeliveryError(`it answered ${answer.status}`);
    },
  };
}

@Injectable()
class Jobs {}

for (let nth = 0; nth < jobs; nth += 1)
  define('0 0 1 1 *', { name: `fails-${nth}`, alertThresholds: { consecutiveFailures: 1 } });
for (const [nth, at] of absentAt.entries())
  define(onceAt(new Date(at)), { name: `absent-${nth}`, runsOn: ['nowhere'] });

function define(schedule: string, options: TrackedCronJobOptions & { readonly name: string }): void {
  const { name } = options;
  const value = () => Promise.reject(new Error('down'));
  Object.defineProperty(Jobs.prototype, name, { value, configurable: true });
  TrackedCron(schedule, options)(
    Jobs.prototype,
    name,
    Object.getOwnPropertyDescriptor(Jobs.prototype, name)!,
  );
}

/** The expression of an instant, which comes again in a year. */
function onceAt(at: Date): string {
  const time = [at.getUTCSeconds(), at.getUTCMinutes(), at.getUTCHours()];
  return [...time, at.getUTCDate(), at.getUTCMonth() + 1, '*'].join(' ');
}

@Module({
  providers: [Jobs],
  imports: [
    TrackedCronModule.forRoot({
      application: 'alerting',
      environment: 'test',
      timeZone: 'UTC',
      execute: true,
      spool: false,
      database: { url },
    }),
    CronMonitorModule.forRoot({
      ...monitor,
      channels: Object.entries(channels).map(([name, address]) => overHttp(name, address)),
    }),
  ],
})
class AppModule {}

const app = await NestFactory.createApplicationContext(AppModule, { logger: ['warn', 'error'] });
const desk = app.get(IncidentDesk, { strict: false });
process.on('message', (command: AlertingCommand) => void obey(command));
const orphaned = () => process.exit(1);
process.on('disconnect', orphaned);
process.send?.({ event: 'ready' });

async function obey(command: AlertingCommand): Promise<void> {
  if (command.do === 'close') {
    await app.close();
    process.off('disconnect', orphaned);
    process.disconnect();
    return;
  }
  if (command.do === 'trigger') {
    await app.get(CronJobManager).triggerManually(command.jobName);
    return;
  }
  const at = Date.now();
  await desk.absorb(
    command.jobNames.map((jobName) => wrong(jobName, at)),
    new Date(at),
  );
}

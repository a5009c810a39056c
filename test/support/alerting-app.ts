import 'reflect-metadata';
import { Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CronJobManager, TrackedCron, TrackedCronModule } from '../../libs/tracked-cron/src/index.js';
import { IncidentDesk } from '../../libs/cron-monitor/src/incidents/incident-desk.js';
import { CronMonitorModule, DeliveryError, type AlertChannel } from '../../libs/cron-monitor/src/index.js';
import type { AlertingCommand, AlertingOptions } from './alerting-instance.js';
import { wrong } from './judged.js';

/*
 * An application in a process of its own that tells of incidents: over HTTP, to whoever listens in the test. Its jobs fail when
 * they are triggered; of others it is handed what rules would find.
 */
const { url, channels, monitor, jobs = 0 } = JSON.parse(process.argv[2]) as AlertingOptions;

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

for (let nth = 0; nth < jobs; nth += 1) {
  const name = `fails-${nth}`;
  const fail = () => Promise.reject(new Error('down'));
  Object.defineProperty(Jobs.prototype, name, { value: fail, configurable: true });
  const options = { name, alertThresholds: { consecutiveFailures: 1 } };
  TrackedCron('0 0 1 1 *', options)(
    Jobs.prototype,
    name,
    Object.getOwnPropertyDescriptor(Jobs.prototype, name)!,
  );
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

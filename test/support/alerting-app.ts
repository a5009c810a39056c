import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TrackedCronModule } from '../../libs/tracked-cron/src/index.js';
import { IncidentDesk } from '../../libs/cron-monitor/src/incidents/incident-desk.js';
import { CronMonitorModule, DeliveryError, type AlertChannel } from '../../libs/cron-monitor/src/index.js';
import type { AlertingCommand, AlertingOptions } from './alerting-instance.js';
import { wrong } from './judged.js';

/*
 * An application in a process of its own that tells of incidents: over HTTP, to whoever listens in the test. What its rules
 * find is handed to it.
 */
const { url, channels, monitor } = JSON.parse(process.argv[2]) as AlertingOptions;

/** One message, one request. */
function overHttp(name: string, address: string): AlertChannel {
  return {
    name,
    async send({ id, kind, attempt, message, incidentId, signal }) {
      const body = { id, kind, attempt, message, incidentId, pid: process.pid };
      const answer = await fetch(address, { method: 'POST', body: JSON.stringify(body), signal });
      if (!answer.ok) throw new DeliveryError(`it answered ${answer.status}`);
    },
  };
}

@Module({
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
  const at = Date.now();
  await desk.absorb(
    command.jobNames.map((jobName) => wrong(jobName, at)),
    new Date(at),
  );
  process.send?.({ event: 'absorbed', count: command.jobNames.length });
}

import type { INestApplication } from '@nestjs/common';
import { StalenessService } from '../../libs/cron-monitor/src/staleness.service.js';

/** Keeps an application from finding anything out by itself: its incidents are what a spec makes of them. */
export function unswept(app: INestApplication): void {
  app.get(StalenessService, { strict: false }).sweep = () =>
    Promise.resolve({ jobs: 0, judged: 0, waiting: 0 });
}

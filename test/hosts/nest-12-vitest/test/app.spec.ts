import { Test } from '@nestjs/testing';
import { getRepositoryToken } from '@nestjs/typeorm';
import type { INestApplication } from '@nestjs/common';
import { CronJobManager } from 'nestjs-tracked-cron';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AppModule } from '../src/app.module.js';
import { Session } from '../src/session.entity.js';
import { SessionsService } from '../src/sessions.service.js';

describe('the application', () => {
  let app: INestApplication;

  beforeAll(async () => {
    const testing = await Test.createTestingModule({ imports: [AppModule] }).compile();
    app = testing.createNestApplication();
    await app.listen(0);
  });
  afterAll(() => app.close());

  it('removes sessions when its method is called', async () => {
    await app.get(getRepositoryToken(Session)).save({ expiresAt: new Date(0) });
    expect(await app.get(SessionsService).removeExpired()).toBe(1);
  });

  it('has the manager by its class', () => {
    expect(app.get(CronJobManager)).toBeInstanceOf(CronJobManager);
  });

  it('serves the page with its files to whoever opens the mount path', async () => {
    const headers = { Accept: 'text/html' };
    const page = await fetch(`${await app.getUrl()}/admin/cron-jobs`, { headers });
    expect(page.url).toBe(`${await app.getUrl()}/admin/cron-jobs/dashboard/`);
    const script = /<script [^>]*src="([^"]+)"/.exec(await page.text())?.[1] as string;
    expect((await fetch(new URL(script, page.url))).headers.get('content-type')).toMatch('javascript');
  });

  it('boots once more after vitest has reset its modules', async () => {
    vi.resetModules();
    const again = await import('../src/app.module.js');
    expect(again.AppModule).not.toBe(AppModule);
  });
});

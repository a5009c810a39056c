import { INestApplication } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { Test } from '@nestjs/testing';
import { CronJobManager, TrackedCronError } from 'nestjs-tracked-cron';
import { AppModule } from '../src/app.module';

describe('the application', () => {
  let app: INestApplication;

  beforeAll(async () => {
    const testing = await Test.createTestingModule({ imports: [AppModule] }).compile();
    app = testing.createNestApplication();
    await app.listen(0);
  });
  afterAll(() => app.close());

  it('shows its job in the registry of @nestjs/schedule', () => {
    expect([...app.get(SchedulerRegistry).getCronJobs().keys()]).toContain('newsletter');
  });

  it('records nothing in a test', async () => {
    const execution = app.get(CronJobManager).execute('newsletter');
    await expect(execution).rejects.toThrow(TrackedCronError);
  });

  it('serves the jobs to those with a token only', async () => {
    const { status } = await fetch(`${await app.getUrl()}/admin/cron-jobs/status`);
    expect(status).toBe(401);
  });

  it('serves the page with its files to whoever opens the mount path', async () => {
    const headers = { Accept: 'text/html' };
    const page = await fetch(`${await app.getUrl()}/admin/cron-jobs`, { headers });
    expect(page.url).toBe(`${await app.getUrl()}/admin/cron-jobs/dashboard/`);
    const script = /<script [^>]*src="([^"]+)"/.exec(await page.text())?.[1] as string;
    expect((await fetch(new URL(script, page.url))).headers.get('content-type')).toMatch('javascript');
  });

  it('loads the library afresh after jest has reset its modules', async () => {
    jest.resetModules();
    const again = await import('nestjs-tracked-cron');
    expect(again.CronJobManager).not.toBe(CronJobManager);
    expect(() => again.TrackedCronModule.forRoot()).not.toThrow();
  });
});

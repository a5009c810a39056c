import { Test } from '@nestjs/testing';
import { CronJobManager } from 'nestjs-tracked-cron';
import { AppModule } from '../src/app.module.js';
import { RatesService } from '../src/rates.service.js';

describe('the application', () => {
  let app;

  beforeAll(async () => {
    const testing = await Test.createTestingModule({ imports: [AppModule] }).compile();
    app = await testing.createNestApplication().init();
  });
  afterAll(() => app.close());

  it('refreshes its rates when its method is called', async () => {
    expect(await app.get(RatesService).refresh()).toBe(1);
  });

  it('records nothing in a test, and says how to', async () => {
    await expect(app.get(CronJobManager).execute('rates')).rejects.toThrow('execute: true');
  });
});

import { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { getRepositoryToken } from '@nestjs/typeorm';
import { CronJobManager } from 'nestjs-tracked-cron';
import { AppModule } from '../src/app.module';
import { Invoice } from '../src/invoice.entity';
import { RemindersService } from '../src/reminders.service';

describe('the application', () => {
  let app: INestApplication;

  beforeAll(async () => {
    const testing = await Test.createTestingModule({ imports: [AppModule] }).compile();
    app = await testing.createNestApplication().init();
  });
  afterAll(() => app.close());

  it('reminds of each invoice once, when its method is called', async () => {
    await app.get(getRepositoryToken(Invoice)).save({});
    const reminders = app.get(RemindersService);
    expect(await reminders.remind()).toBe(1);
    expect(await reminders.remind()).toBe(0);
  });

  it('has the manager by its class', () => {
    expect(app.get(CronJobManager)).toBeInstanceOf(CronJobManager);
  });
});

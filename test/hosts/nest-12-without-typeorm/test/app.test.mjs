import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Test } from '@nestjs/testing';
import { AppModule } from '../dist/app.module.js';
import { ProbeService } from '../dist/probe.service.js';

process.env.NODE_ENV = 'test';

test('the application boots, and its methods are plain methods', async () => {
  const testing = await Test.createTestingModule({ imports: [AppModule] }).compile();
  const app = await testing.createNestApplication().init();
  assert.equal(app.get(ProbeService).probe(), 1);
  await app.close();
});

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { VirtualClock } from '../../../tracked-cron/src/testing/virtual-clock.js';
import { SweepNews } from '../sweep/sweep-news.js';
import { DeadManSwitch } from './dead-man-switch.js';

describe('the dead man’s switch', () => {
  let server: Server;
  let url: string;
  let calls: string[];
  let status = 200;
  let hang = false;
  const clock = new VirtualClock();

  beforeAll(async () => {
    server = createServer((request, response) => {
      calls.push(`${request.method} ${request.url}`);
      if (!hang) response.writeHead(status).end('OK');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/beat?key=secret`;
  });
  beforeEach(() => {
    calls = [];
    [status, hang] = [200, false];
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it('is called after each sweep, and not without one', async () => {
    const sweeps = new SweepNews();
    const deadMan = new DeadManSwitch({ url, timeoutMs: 1_000 }, sweeps, clock);
    sweeps.tell();
    deadMan.start();
    sweeps.tell();
    await deadMan.runOnce();
    sweeps.tell();
    await deadMan.stop();
    sweeps.tell();
    expect(calls).toEqual(['GET /beat?key=secret', 'GET /beat?key=secret']);
  });

  it.each([
    ['refuses', () => (status = 503), 'it answered 503'],
    ['does not answer in time', () => (hang = true), 'The operation was aborted due to timeout'],
  ])('is told of in the log where it %s, without its address, once a minute', async (_, prepare, why) => {
    prepare();
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => {});
    const deadMan = new DeadManSwitch({ url, timeoutMs: 50 }, new SweepNews(), clock);
    await deadMan.runOnce();
    await deadMan.runOnce();
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn.mock.calls[0][0]).toContain(why);
    expect(warn.mock.calls[0][0]).not.toContain('secret');
    clock.advance(60_000);
    await deadMan.runOnce();
    expect(warn).toHaveBeenCalledTimes(2);
  });
});

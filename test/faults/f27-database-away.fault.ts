import { setTimeout as pause } from 'node:timers/promises';
import { AlertListener } from '../support/alert-listener.js';
import { AlertingInstance } from '../support/alerting-instance.js';
import { eventually } from '../support/eventually.js';
import { OwnPostgres } from '../support/own-postgres.js';
import { fault } from './support/fault.js';
import { isQuick, suiteLength } from './support/suite-length.js';

const TOLD_WITHIN_MS = 120_000;
const AWAY_MS = suiteLength({ quick: 90_000, full: 300_000 });

fault(
  'F27',
  'the database is away for minutes: each instance tells directly within two, at most once a minute, and once on return',
  async (figures) => {
    const postgres = await OwnPostgres.start();
    const listener = await AlertListener.open();
    const options = { url: postgres.url, channels: { chat: listener.address('chat') }, monitor: {} };
    const instances = await Promise.all(Array.from({ length: 2 }, () => AlertingInstance.start(options)));
    const direct = () => listener.on('chat').filter(({ kind }) => kind === 'direct');
    const words = () => direct().map(({ pid, message }) => `${pid} ${message.word}`);
    const pids = instances.map(({ pid }) => pid);
    try {
      await pause(12_000); // a sweep has come through
      const stoppedAt = Date.now();
      await postgres.stop('immediate');
      await eventually(direct, ({ length }) => length === 2, TOLD_WITHIN_MS);
      figures({ told_directly_ms: Math.max(...direct().map(({ heardAt }) => heardAt)) - stoppedAt });
      expect(words().sort()).toEqual(pids.map((pid) => `${pid} BLIND`).sort());
      await pause(Math.max(0, stoppedAt + AWAY_MS - Date.now()));
      expect(direct()).toHaveLength(2);

      await postgres.start();
      const backAt = Date.now();
      await eventually(direct, ({ length }) => length === 4, 60_000);
      figures({ told_back_ms: Math.max(...direct().map(({ heardAt }) => heardAt)) - backAt });
      expect(words().slice(2).sort()).toEqual(pids.map((pid) => `${pid} RECOVERED`).sort());
      // a gap of five minutes in the watch is told of once, by one of them, and so is its end: pagers wait for that
      const others = () => listener.on('chat').filter(({ kind }) => kind !== 'direct');
      const gap = isQuick ? [] : ['opened', 'recovered'];
      await eventually(others, ({ length }) => length >= gap.length, 60_000);
      await pause(15_000);
      expect(direct()).toHaveLength(4);
      expect(others().map(({ kind, message }) => `${message.subject} ${kind}`)).toEqual(
        gap.map((kind) => `cron monitor ${kind}`),
      );
      figures({ messages: listener.on('chat').length });
    } finally {
      await Promise.all(instances.map((instance) => instance.kill()));
      await listener.close();
      await postgres.remove();
    }
  },
);

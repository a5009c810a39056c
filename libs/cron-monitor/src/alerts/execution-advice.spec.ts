import type { ExecutionError, JobRecord } from 'nestjs-tracked-cron';
import { adviceOn } from './execution-advice.js';

const error: ExecutionError = {
  errorClass: 'FeedError',
  message: 'the feed is gone',
  stack: null,
  causes: [{ errorClass: 'Error', message: 'connect ECONNREFUSED 10.0.0.7:443' }],
  code: null,
  fingerprint: 'f',
};

function jobWith(options: Readonly<Record<string, unknown>>): JobRecord {
  const entries = Object.entries(options).map(([name, value]) => [name, { value, source: 'job' }]);
  return { options: Object.fromEntries(entries) } as JobRecord;
}

it('says of an execution what its alert would say', () => {
  const runbookUrl = { FeedError: 'https://wiki.example/feed', '*': 'https://wiki.example/all' };
  const job = jobWith({
    runbookUrl,
    rerun: 'ask',
    owner: 'sports',
    impact: 'No scores',
    canWaitUntil: '08:00',
  });
  expect(adviceOn({ error }, job)).toEqual({
    hint: { kind: 'connection refused', text: expect.stringContaining('10.0.0.7:443') },
    runbook: 'https://wiki.example/feed',
    rerun: 'ask',
    rerunInWords: 'Ask sports before you run it again.',
    owner: 'sports',
    impact: 'No scores',
    canWaitUntil: '08:00',
  });
});

it('has no hint for what has no error, and no words of a job that says none', () => {
  expect(adviceOn({ error: null }, jobWith({}))).toMatchObject({
    hint: null,
    runbook: null,
    rerunInWords: null,
  });
  expect(adviceOn({ error }, null)).toMatchObject({ hint: { kind: 'connection refused' }, rerun: null });
});

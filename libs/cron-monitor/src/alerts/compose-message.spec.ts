import type { FindingRule } from 'nestjs-tracked-cron';
import type { Incident } from '../incidents/incident.js';
import type { MessageFacts } from './message-facts.js';
import {
  JOB,
  sampleEvent,
  sampleExecution,
  sampleFinding,
  sampleIncident,
  sampleJob,
  sampleLog,
  utc,
} from './sample-facts.js';
import { incidentWith, compose, fact, urlOf, nothingRead } from './sample-message.js';

describe('the title of a message', () => {
  it.each<[FindingRule, string]>([
    ['late', 'LATE'],
    ['never_ran', 'LATE'],
    ['must_succeed_by', 'LATE'],
    ['stale', 'STALE'],
    ['missed', 'MISSED'],
    ['no_executor', 'BLOCKED'],
    ['breaker_open', 'BLOCKED'],
    ['stuck', 'STUCK'],
    ['skipped_again', 'SKIPPED'],
    ['lost', 'LOST'],
    ['failing', 'FAILED'],
    ['failure_rate', 'FAILED'],
    ['assertion', 'FAILED'],
    ['slow', 'SLOW'],
    ['fast', 'FAST'],
    ['objective', 'OBJECTIVE'],
  ])('of %s begins with %s, the job and the environment', (rule, word) => {
    const { title } = compose({ incident: incidentWith({ rule }) });
    expect(title).toBe(`${word} · billing.nightlyInvoices · production`);
  });

  it('says behind them what else there is to know at once', () => {
    const title = (kind: MessageFacts['event']['kind'], given: Partial<Incident> = {}) =>
      compose({ event: sampleEvent({ kind }), incident: sampleIncident(given) }).title;
    expect(title('reminded')).toBe('FAILED · billing.nightlyInvoices · production · still open');
    expect(title('escalated', { escalation: 2 })).toMatch(/^FAILED .* production · escalated, step 2$/);
    expect(title('worsened', { severity: 'critical' })).toMatch(/^FAILED .* production · now critical$/);
    expect(title('recovered')).toBe('RECOVERED · billing.nightlyInvoices · production');
    expect(title('resolved')).toBe('RESOLVED · billing.nightlyInvoices · production');
    expect(title('acknowledged')).toBe('ACKNOWLEDGED · billing.nightlyInvoices · production');
    expect(title('snoozed')).toBe('SNOOZED · billing.nightlyInvoices · production');
  });

  it('of one that joined is about that, and of all else about the worst that holds', () => {
    const findings = [
      sampleFinding({ rule: 'late', severity: 'warning', message: 'due for 10 m' }),
      sampleFinding({ rule: 'stuck', message: 'in flight for 3 h' }),
      sampleFinding({ rule: 'failing', severity: 'critical', endedAt: utc('00:05') }),
    ];
    const incident = sampleIncident({ findings });
    const joined = sampleEvent({ kind: 'joined', detail: { rule: 'late' } });
    expect(compose({ incident, event: joined })).toMatchObject({
      word: 'LATE',
      sentence: expect.stringMatching(/^This too: expected/),
    });
    expect(compose({ incident, event: sampleEvent({ kind: 'reminded' }) }).word).toBe('STUCK');
    expect(fact(compose({ incident, event: joined }), 'Also wrong with it')).toBe('in flight for 3 h');
  });
});

describe('the links of a message', () => {
  it('lead to the page, which asks before it does anything', () => {
    const at = 'https://ops.example.com/admin/cron-jobs/dashboard';
    const incident = '019abc00-0000-7000-8000-00000000000a';
    expect(compose().links.map(({ kind, url }) => [kind, url])).toEqual([
      ['execution', `${at}/executions/019abc00-0000-7000-8000-0000000000c0`],
      ['why', `${at}/jobs/${JOB}?at=2026-11-26T00%3A00%3A00.000Z`],
      ['job', `${at}/jobs/${JOB}`],
      ['incident', `${at}/alerts?incident=${incident}`],
      ['acknowledge', `${at}/alerts?incident=${incident}&do=acknowledge`],
      ['snooze', `${at}/alerts?incident=${incident}&do=snooze`],
      ['rerun', `${at}/jobs/${JOB}?do=trigger`],
    ]);
  });

  it('have encoded names, and no address where no page is known', () => {
    const subject = 'observed:Feed.load';
    expect(urlOf(compose({ incident: sampleIncident({ subject }) }), 'job')).toMatch(
      /\/jobs\/observed%3AFeed\.load$/,
    );
    expect(compose({ publicUrl: null }).links.every(({ url }) => url === null)).toBe(true);
  });

  it('lead to the error in Sentry, where it has one and is known', () => {
    const sentryEventId = 'f4a0fa1b9409446abf1591ab97610d27';
    const execution = sampleExecution({ metadata: { sentryEventId } });
    const sentryUrl = 'https://acme.sentry.io';
    expect(urlOf(compose({ execution, sentryUrl }), 'sentry')).toBe(
      `${sentryUrl}/issues/?query=${sentryEventId}`,
    );
    expect(urlOf(compose({ execution }), 'sentry')).toBeUndefined();
    const other = sampleExecution({ metadata: { sentryEventId: '../../evil' } });
    expect(urlOf(compose({ execution: other, sentryUrl }), 'sentry')).toBeUndefined();
    expect(urlOf(compose({ sentryUrl }), 'sentry')).toBeUndefined();
  });
});

it('makes a message of whatever could be read, also of nothing', () => {
  expect(compose(nothingRead())).toMatchObject({
    title: 'FAILED · billing.nightlyInvoices · production',
    sentence: 'Since 00:00 UTC: the last execution failed.',
    fields: [],
    advice: [],
    logTail: null,
    about: { jobName: JOB, rules: ['failing'], beganAt: '2026-11-26T00:00:00.000Z', executionId: null },
  });
});

it('lets nobody who writes errors, reasons or log lines steal, hide or fake anything', () => {
  const hostile = 'a\u202eb\u0000 password=hunter2hunter2\r\nFAILED · other.job · production';
  const message = compose({
    execution: sampleExecution({
      error: { ...sampleExecution().error!, message: hostile, errorClass: hostile },
    }),
    event: sampleEvent({ kind: 'worsened', by: hostile, reason: hostile }),
    incident: incidentWith({ rule: 'failing', message: hostile }),
    job: sampleJob({ impact: hostile }),
    logLines: sampleLog(hostile),
    environment: hostile,
  });
  const all = JSON.stringify(message);
  expect(all).not.toContain('hunter2');
  expect(all).not.toMatch(/\u202e|\\u0000|\\r/);
  expect(message.logTail).not.toMatch(/^FAILED/m);
  expect(message.title.split('\n')).toHaveLength(1);
  expect(message.sentence.split('\n')).toHaveLength(1);
});

import type { FindingRule } from 'nestjs-tracked-cron';
import type { Incident, IncidentFinding } from '../incidents/incident.js';
import type { AlertMessage } from './alert-message.js';
import { composeMessage } from './compose-message.js';
import { leadingFinding } from './leading-finding.js';
import type { MessageFacts } from './message-facts.js';
import {
  JOB,
  sampleEvent,
  sampleExecution,
  sampleExplanation,
  sampleFacts,
  sampleFailure,
  sampleFinding,
  sampleHistory,
  sampleIncident,
  sampleInstance,
  sampleJob,
  sampleLog,
  sampleSlot,
  sampleStatus,
  utc,
} from './sample-facts.js';

/** What the reader finds where no execution is meant. */
const NO_RUN = { execution: null, failure: null, recent: sampleHistory('completed') };
const NEXT = 'The next slot is at 2026-11-27 00:00:00 UTC (2026-11-27 02:00:00 in Europe/Riga).';
const GONE = '019abc00-0000-7000-8000-0000000000f0';
const CAME = '019abc00-0000-7000-8000-0000000000f1';

function incidentWith(finding: Partial<IncidentFinding>, given: Partial<Incident> = {}): Incident {
  const found = sampleFinding(finding);
  return sampleIncident({ findings: [found], severity: found.severity, ...given });
}

function compose(given: Partial<MessageFacts> = {}): AlertMessage {
  const facts = sampleFacts(given);
  return composeMessage({ ...facts, finding: leadingFinding(facts.incident, facts.event) });
}

/** Of a slot that nobody ran: an instance left before it and another came after it. */
function gap(cause: string) {
  return sampleExplanation({
    outcome: 'missed',
    cause,
    sentence:
      'It was missed: no instance of shop (production) that claims slots was alive; the last one was seen at ' +
      '2026-11-25 23:58:00 UTC (2026-11-26 01:58:00 in Europe/Riga).',
    evidence: [
      { kind: 'instance', from: utc('08:00', 25), to: utc('23:58', 25), text: '', instanceId: GONE },
      { kind: 'instance', from: utc('00:12'), to: null, text: '', instanceId: CAME },
    ],
    next: { text: `It is not caught up any more: with misfire 'skip' no slot runs late. ${NEXT}`, at: null },
  });
}

const fact = ({ fields, advice }: AlertMessage, name: string) =>
  [...fields, ...advice].find((one) => one.name === name)?.text;

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

describe('the sentence of a message', () => {
  it.each<[string, Partial<MessageFacts>, string]>([
    [
      'failed',
      {},
      'The run of 02:00 Europe/Riga (00:00 UTC) failed after 14 s: connect ECONNREFUSED 10.0.0.5:5432.',
    ],
    [
      'failed with an error of its own class',
      {
        execution: sampleExecution({
          error: { ...sampleExecution().error!, errorClass: 'FeedError', message: 'no feed\nsince 1 h' },
        }),
      },
      'The run of 02:00 Europe/Riga (00:00 UTC) failed after 14 s: FeedError: no feed.',
    ],
    [
      'timed out',
      { execution: sampleExecution({ status: 'timed_out', durationMs: 20_000 }) },
      'The run of 02:00 Europe/Riga (00:00 UTC) ran into its timeout after 20 s.',
    ],
    [
      'failed by hand',
      {
        execution: sampleExecution({
          scheduledAt: null,
          trigger: 'manual',
          triggeredBy: 'Ann',
          startedAt: utc('00:03:20'),
        }),
      },
      'The manual run by Ann at 02:03 Europe/Riga (00:03 UTC) failed after 14 s: connect ECONNREFUSED 10.0.0.5:5432.',
    ],
    [
      'failed again and again',
      { incident: incidentWith({ count: 4, since: utc('00:00:14', 23) }) },
      'The last 4 runs failed, since 23 Nov 02:00 Europe/Riga (00:00 UTC); the newest failed after 14 s: connect ECONNREFUSED 10.0.0.5:5432.',
    ],
    [
      'failed too often',
      { incident: incidentWith({ rule: 'failure_rate', message: '6 of the last 20 executions failed' }) },
      '6 of the last 20 executions failed; the newest, the run of 02:00 Europe/Riga (00:00 UTC), failed after 14 s: connect ECONNREFUSED 10.0.0.5:5432.',
    ],
    [
      'missed, with an instance that came back',
      {
        ...NO_RUN,
        incident: incidentWith({ rule: 'missed' }),
        explanation: gap('no_instance'),
        instances: [sampleInstance(), sampleInstance({ id: CAME })],
      },
      'Expected 02:00 Europe/Riga (00:00 UTC), nobody ran it; likely cause: instance api-7f9 was restarted at 01:58 and was back at 02:12.',
    ],
    [
      'missed, with an instance that died and another that came',
      {
        ...NO_RUN,
        incident: incidentWith({ rule: 'missed', count: 4 }),
        explanation: gap('no_instance'),
        instances: [sampleInstance({ state: 'dead' }), sampleInstance({ id: CAME, host: 'api-8c2' })],
      },
      'Nobody ran its last 4 slots, the first 02:00 Europe/Riga (00:00 UTC); likely cause: api-7f9 died at 01:58, api-8c2 came at 02:12.',
    ],
    [
      'missed in a deployment',
      {
        ...NO_RUN,
        incident: incidentWith({ rule: 'missed' }),
        explanation: gap('deployment'),
        instances: [sampleInstance(), sampleInstance({ id: CAME, host: 'api-8c2', release: '2026.11.4' })],
      },
      'Expected 02:00 Europe/Riga (00:00 UTC), nobody ran it; likely cause: a deployment: api-7f9 (release 2026.11.3) left at 01:58, api-8c2 (release 2026.11.4) came at 02:12.',
    ],
    [
      'missed, nobody knows why',
      {
        ...NO_RUN,
        incident: incidentWith({ rule: 'missed' }),
        explanation: sampleExplanation({ outcome: 'missed', cause: 'unknown' }),
      },
      'Expected 02:00 Europe/Riga (00:00 UTC), nobody ran it.',
    ],
    [
      'late, because somebody paused it',
      {
        ...NO_RUN,
        incident: incidentWith({ rule: 'late', count: 3 }),
        event: sampleEvent({ at: utc('00:10:02') }),
        explanation: sampleExplanation({
          outcome: 'undecided',
          cause: 'paused',
          sentence:
            'It came due 10 min ago, and nobody has claimed it yet: it is paused by Ann ("feed moves").',
        }),
      },
      'Expected 02:00 Europe/Riga (00:00 UTC) (and 2 more), nothing by 02:10; likely cause: it is paused by Ann ("feed moves").',
    ],
    [
      'missed, because an earlier one ran',
      {
        ...NO_RUN,
        incident: incidentWith({ rule: 'missed' }),
        explanation: sampleExplanation({
          outcome: 'skipped',
          cause: 'overlap',
          sentence: 'It was skipped: an earlier execution was in flight.',
          evidence: [{ kind: 'execution', from: utc('22:00', 25), to: null, text: '' }],
        }),
      },
      'Expected 02:00 Europe/Riga (00:00 UTC), nobody ran it; likely cause: the run that started at 00:00 is still going.',
    ],
    [
      'late, and it waits',
      {
        ...NO_RUN,
        incident: incidentWith({ rule: 'late' }),
        event: sampleEvent({ at: utc('00:10:02') }),
        explanation: sampleExplanation({
          outcome: 'pending',
          cause: 'pending',
          sentence: 'It is waiting: for its turn in the job’s queue, or for an instance that runs it.',
        }),
      },
      'Expected 02:00 Europe/Riga (00:00 UTC), nothing by 02:10; likely cause: it is waiting: for its turn in the job’s queue, or for an instance that runs it.',
    ],
    [
      'never ran',
      {
        ...NO_RUN,
        incident: incidentWith({ rule: 'never_ran' }),
        event: sampleEvent({ at: utc('00:10:02') }),
      },
      'It has never run: its first slot was 02:00 Europe/Riga (00:00 UTC), nothing by 02:10; likely cause: it started at 02:00 and failed.',
    ],
    [
      'stale, because it fails',
      { incident: incidentWith({ rule: 'stale', slot: null }), event: sampleEvent({ at: utc('00:30') }) },
      'No good run since 25 Nov 02:00 Europe/Riga (00:00 UTC), 1 d 1 h ago; the run of 02:00 Europe/Riga (00:00 UTC) failed after 14 s: connect ECONNREFUSED 10.0.0.5:5432.',
    ],
    [
      'stale, because it is paused and forgotten',
      {
        ...NO_RUN,
        incident: incidentWith({ rule: 'stale', slot: null }),
        status: sampleStatus({
          lastSuccessAt: null,
          paused: { since: utc('00:00', 20), until: null, by: null, reason: 'feed moves' },
        }),
      },
      'No good run so far: it is paused ("feed moves").',
    ],
    [
      'not done in time',
      {
        ...NO_RUN,
        incident: incidentWith({ rule: 'must_succeed_by', since: utc('04:00') }),
        explanation: null,
      },
      'It had to be done by 06:00 Europe/Riga (04:00 UTC), and is not.',
    ],
    [
      'without anybody to run it',
      {
        ...NO_RUN,
        incident: incidentWith({
          rule: 'no_executor',
          message: 'is due in 40 s, and no living instance has the label "pdf"',
        }),
      },
      'The slot of 02:00 Europe/Riga (00:00 UTC) is due in 40 s, and no living instance has the label "pdf".',
    ],
    [
      'stuck',
      {
        incident: incidentWith({
          rule: 'stuck',
          message: 'in flight for 3 h, expected at most 30 m; last progress: 42 %',
        }),
        execution: sampleExecution({ status: 'running', durationMs: null, completedAt: null, error: null }),
      },
      'Started 02:00 Europe/Riga (00:00 UTC), in flight for 3 h, expected at most 30 m; last progress: 42 %.',
    ],
    [
      'lost',
      {
        incident: incidentWith({ rule: 'lost' }),
        execution: sampleExecution({ status: 'lost', error: null }),
      },
      'The run of 02:00 Europe/Riga (00:00 UTC) was lost: instance api-7f9 died over it.',
    ],
    [
      'skipped again and again',
      {
        ...NO_RUN,
        incident: incidentWith({
          rule: 'skipped_again',
          message:
            'its last 3 slots were skipped because of an earlier one, which has been in flight for 2 h',
        }),
      },
      'Since 02:00 Europe/Riga (00:00 UTC): its last 3 slots were skipped because of an earlier one, which has been in flight for 2 h.',
    ],
    [
      'slow',
      {
        incident: incidentWith({ rule: 'slow', message: 'took 14 s, expected less than 10 s' }),
        execution: sampleExecution({ status: 'completed', error: null }),
      },
      'The run of 02:00 Europe/Riga (00:00 UTC) took 14 s, expected less than 10 s.',
    ],
    [
      'a rule that nothing more is known about',
      { incident: incidentWith({ rule: 'objective', message: 'it has used up its budget for November' }) },
      'Since 02:00 Europe/Riga (00:00 UTC): it has used up its budget for November.',
    ],
    [
      'our own',
      {
        incident: incidentWith(
          { rule: 'missed', message: 'no sweep for 12 m' },
          { jobId: null, subject: '~monitor' },
        ),
        job: null,
        status: null,
      },
      'Since 00:00 UTC: no sweep for 12 m.',
    ],
  ])('says of one that %s: what, when by both clocks, and why', (_what, given, sentence) => {
    expect(compose(given).sentence).toBe(sentence);
  });

  it.each<[MessageFacts['event'], string]>([
    [
      sampleEvent({ kind: 'acknowledged', by: 'Ann', reason: 'restarting it', at: utc('00:31') }),
      'Ann is on it, since 02:31 Europe/Riga (00:31 UTC): "restarting it".',
    ],
    [
      sampleEvent({ kind: 'snoozed', by: null, at: utc('00:31') }),
      'Somebody snoozed it until 08:00 Europe/Riga (06:00 UTC).',
    ],
    [
      sampleEvent({ kind: 'resolved', by: 'Ann', at: utc('01:30') }),
      'Ann resolved it at 03:30 Europe/Riga (01:30 UTC), after 1 h 30 m.',
    ],
    [
      sampleEvent({ kind: 'reminded', at: utc('04:00:15') }),
      'Nobody has acknowledged it for 4 h: the run of 02:00 Europe/Riga (00:00 UTC) failed after 14 s: connect ECONNREFUSED 10.0.0.5:5432.',
    ],
    [
      sampleEvent({ kind: 'escalated', at: utc('00:30:15') }),
      'Nobody has acknowledged it for 30 m, so others are told: the run of 02:00 Europe/Riga (00:00 UTC) failed after 14 s: connect ECONNREFUSED 10.0.0.5:5432.',
    ],
    [
      sampleEvent({ kind: 'woken', at: utc('06:00') }),
      'The snooze is over, and it still holds: the run of 02:00 Europe/Riga (00:00 UTC) failed after 14 s: connect ECONNREFUSED 10.0.0.5:5432.',
    ],
  ])('says what became of it: $kind', (event, sentence) => {
    const incident = sampleIncident({ snoozedUntil: utc('06:00') });
    expect(compose({ event, incident }).sentence).toBe(sentence);
  });
});

describe('the facts of a message', () => {
  it('are all that is known, and only that', () => {
    const { fields } = compose({
      execution: sampleExecution({ attempt: 3, maxAttempts: 5 }),
      recent: sampleHistory('failed', 'failed', 'failed', 'failed', 'completed', 'failed', ...good(14)),
      alsoFailing: ['a', 'b', 'c', 'd', 'e', 'f', 'g'],
    });
    expect(fields.map(({ name, text }) => `${name}: ${text}`)).toEqual([
      'Error: Error (ECONNREFUSED); seen 6 times in 3 jobs in 7 days, first 25 Nov 00:10; fingerprint 3f2a9c0d1e4b5a67',
      'Schedule: At 02:00 every day, Europe/Riga',
      'Last success: 25 Nov 02:00 Europe/Riga (00:00 UTC), 1 d ago',
      'Streak: 4th failure in a row, 5 of the last 20',
      'Duration: 14 s; usually 4 s (p50), 9 s (p95)',
      'Attempt: 3 of 5',
      `Ran on: api-7f9, release 2026.11.3, instance ${GONE}`,
      'Also failing: a, b, c, d, e and 2 more',
    ]);
    expect(compose(nothingRead()).fields).toEqual([]);
  });

  it.each([
    [['failed'], 'its first run'],
    [['failed', ...good(19)], 'first failure in 20 runs'],
    [['failed', ...good(5), 'failed'], '2 of the last 7 failed'],
    [['failed', 'timed_out'], '2nd failure in a row'],
    [[...Array<'failed'>(11).fill('failed'), ...good(9)], '11th failure in a row, 11 of the last 20'],
    [['completed', 'lost', 'completed'], '1 of the last 3 failed'],
    [['completed'], undefined],
  ] as const)('count the failures of %j: %s', (statuses, words) => {
    expect(fact(compose({ recent: sampleHistory(...statuses) }), 'Streak')).toBe(words);
  });

  it('say that a fault which was mended came again', () => {
    const decision = { at: utc('09:00', 20), by: 'Ann', reason: null, until: null, release: null };
    const failure = sampleFailure({ state: 'regressed', decision, count: 1 });
    expect(fact(compose({ failure }), 'Error')).toContain(
      'seen once in 7 days; it was resolved by Ann, and came again',
    );
  });

  it('say how far a run is that goes on', () => {
    const execution = sampleExecution({
      status: 'running',
      completedAt: null,
      durationMs: null,
      error: null,
    });
    const event = sampleEvent({ at: utc('03:10') });
    expect(fact(compose({ execution, event }), 'Duration')).toBe(
      '3 h 10 m so far; usually 4 s (p50), 9 s (p95)',
    );
  });
});

describe('the advice of a message', () => {
  it('says consequence, what happens next by itself, whether it may run again, a hint, and where the runbook is', () => {
    const message = compose({
      job: sampleJob({
        impact: 'Invoices go out late',
        canWaitUntil: '06:00',
        rerun: 'ask',
        runbookUrl: {
          '*': 'https://wiki.example.com/invoices',
          FeedError: 'https://wiki.example.com/feed',
        },
      }),
    });
    expect(message.advice.map(({ name, text }) => `${name}: ${text}`)).toEqual([
      'Consequence: Invoices go out late. It can wait until 06:00 Europe/Riga.',
      'By itself: The next slot is 27 Nov 02:00 Europe/Riga (00:00 UTC), in 1 d.',
      'Run again: Ask team-billing before you run it again.',
      'Hint: Nothing answers at 10.0.0.5:5432: the host is there, the port is closed. See whether that service runs, and whether host and port are right.',
    ]);
    expect(urlOf(message, 'runbook')).toBe('https://wiki.example.com/invoices');
  });

  it('has a runbook for a class of errors', () => {
    const runbookUrl = {
      '*': 'https://wiki.example.com/invoices',
      FeedError: 'https://wiki.example.com/feed',
    };
    const execution = sampleExecution({ error: { ...sampleExecution().error!, errorClass: 'FeedError' } });
    expect(urlOf(compose({ job: sampleJob({ runbookUrl }), execution }), 'runbook')).toBe(
      'https://wiki.example.com/feed',
    );
    expect(
      urlOf(compose({ job: sampleJob({ runbookUrl: 'javascript:alert(1)' }) }), 'runbook'),
    ).toBeUndefined();
  });

  it.each([
    ['safe', 'Safe: it may run again at any time.', true],
    ['ask', 'Ask team-billing before you run it again.', true],
    ['never', 'Not by hand: running it again does harm.', false],
    [undefined, undefined, true],
  ])('where rerun is %s: %s', (rerun, words, isOffered) => {
    const message = compose({ job: sampleJob({ rerun }) });
    expect(fact(message, 'Run again')).toBe(words);
    expect(message.links.some(({ kind }) => kind === 'rerun')).toBe(isOffered);
  });

  it.each<[string, Partial<MessageFacts>, string]>([
    [
      'the next attempt',
      {
        status: sampleStatus({
          inFlight: [
            {
              executionId: 'x',
              status: 'pending',
              givenUp: false,
              attempt: 3,
              maxAttempts: 5,
              retryAt: utc('00:15'),
              scheduledAt: utc('00:00'),
              startedAt: utc('00:00'),
              heartbeatAt: null,
              progress: null,
              progressMessage: null,
              instanceId: null,
            },
          ],
        }),
      },
      'Attempt 3 of 5 starts at 02:15 Europe/Riga (00:15 UTC). The next slot is 27 Nov 02:00 Europe/Riga (00:00 UTC), in 1 d.',
    ],
    [
      'that a slot is not made up for',
      { explanation: gap('unknown') },
      "It is not caught up any more: with misfire 'skip' no slot runs late. The next slot is 27 Nov 02:00 Europe/Riga (00:00 UTC), in 1 d.",
    ],
    [
      'that a pause goes on',
      {
        status: sampleStatus({
          paused: { since: utc('00:00'), until: utc('06:00'), by: null, reason: null },
        }),
      },
      'It stays paused until 08:00 Europe/Riga (06:00 UTC).',
    ],
    [
      'when an open breaker lets one through',
      {
        status: sampleStatus({
          breaker: { state: 'open', failures: 5, openedAt: utc('00:00'), until: utc('00:30') },
        }),
      },
      'Its breaker lets one run through at 02:30 Europe/Riga (00:30 UTC).',
    ],
    [
      'nothing, where the job is gone',
      {
        status: sampleStatus({ removedAt: utc('00:00') }),
        explanation: sampleExplanation({
          next: { text: 'Nothing: the job is gone from the code.', at: null },
        }),
      },
      'Nothing: the job is gone from the code.',
    ],
  ])('says what happens by itself: %s', (_what, given, words) => {
    expect(fact(compose(given), 'By itself')).toBe(words);
  });

  it('says who is on it, and that nobody is where others are told for that', () => {
    const incident = sampleIncident({ acknowledgedAt: utc('00:31'), acknowledgedBy: 'Ann' });
    const reminded = sampleEvent({ kind: 'reminded', at: utc('04:00') });
    expect(fact(compose({ incident }), 'On it')).toBe('Ann, since 02:31 Europe/Riga (00:31 UTC).');
    expect(fact(compose({ event: reminded }), 'On it')).toBe('Nobody yet.');
    expect(fact(compose(), 'On it')).toBeUndefined();
  });
});

describe('the message of a recovery', () => {
  const recovered = sampleEvent({ kind: 'recovered', at: utc('01:30:12') });
  const execution = sampleExecution({
    status: 'completed',
    error: null,
    scheduledAt: utc('01:30'),
    durationMs: 12_000,
  });

  it('says how long it lasted, what was lost, and how to fill it', () => {
    const message = compose({
      event: recovered,
      execution,
      slots: [
        sampleSlot({ outcome: 'missed', count: 4, lastSlot: utc('01:00') }),
        sampleSlot({ slot: utc('01:05'), outcome: 'lost' }),
        sampleSlot({ slot: utc('01:15'), outcome: 'failed' }),
        sampleSlot({ slot: utc('01:20'), outcome: 'failed' }),
        sampleSlot({ slot: utc('01:20'), trigger: 'backfill' }),
        sampleSlot({ slot: utc('01:25'), outcome: 'skipped' }),
        sampleSlot({ slot: utc('01:30') }),
      ],
    });
    expect(message.sentence).toBe(
      'Recovered after 1 h 30 m, 4 slots missed: the run of 03:30 Europe/Riga (01:30 UTC) completed in 12 s.',
    );
    expect(fact(message, 'Lost')).toBe(
      '4 slots missed, 1 slot failed, 1 slot lost with its instance, from 02:00 Europe/Riga (00:00 UTC) to 03:15 Europe/Riga (01:15 UTC).',
    );
    expect(fact(message, 'Repair')).toBe(
      "If the work of each slot counts, run them again, in order: manager.backfill('billing.nightlyInvoices', " +
        "new Date('2026-11-26T00:00:00.000Z'), new Date('2026-11-26T01:15:00.000Z')). If a later run does it all, there is nothing to repair.",
    );
  });

  it('says that there is nothing to repair, or that running it again is no repair', () => {
    const slots = [sampleSlot({ outcome: 'failed' })];
    const repair = (given: Partial<MessageFacts>) =>
      fact(compose({ event: recovered, execution, ...given }), 'Repair');
    expect(repair({ slots: [sampleSlot()] })).toBe('Nothing to repair: no slot was lost.');
    expect(repair({ slots, job: sampleJob({ rerun: 'never' }) })).toBe(
      'Not by running it again: that does harm.',
    );
    expect(repair({ slots, job: sampleJob({ rerun: 'ask' }) })).toMatch(/^Ask team-billing first\. /);
    expect(repair({ slots: [] })).toBeUndefined();
  });

  it('offers nothing to acknowledge, snooze or run again, and has no log', () => {
    const message = compose({ event: recovered, execution, logLines: sampleLog('good') });
    expect(message.links.map(({ kind }) => kind)).toEqual(['execution', 'job', 'incident']);
    expect(message.logTail).toBeNull();
  });
});

describe('the links of a message', () => {
  it('lead to the page, which asks before it does anything', () => {
    const at = 'https://ops.example.com/admin/cron-jobs';
    const incident = '019abc00-0000-7000-8000-00000000000a';
    expect(compose().links.map(({ kind, url }) => [kind, url])).toEqual([
      ['execution', `${at}/019abc00-0000-7000-8000-0000000000c0`],
      ['why', `${at}/jobs/${JOB}/why?at=2026-11-26T00%3A00%3A00.000Z`],
      ['job', `${at}/jobs/${JOB}`],
      ['incident', `${at}/alerts/${incident}`],
      ['acknowledge', `${at}/alerts/${incident}#acknowledge`],
      ['snooze', `${at}/alerts/${incident}#snooze`],
      ['rerun', `${at}/jobs/${JOB}#trigger`],
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

function urlOf({ links }: AlertMessage, kind: AlertMessage['links'][number]['kind']) {
  return links.find((link) => link.kind === kind)?.url;
}

function good(count: number) {
  return Array<'completed'>(count).fill('completed');
}

function nothingRead(): Partial<MessageFacts> {
  return {
    job: null,
    status: null,
    explanation: null,
    execution: null,
    recent: [],
    statistics: null,
    failure: null,
    instances: [],
  };
}

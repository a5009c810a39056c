import type { MessageFacts } from './message-facts.js';
import {
  sampleEvent,
  sampleExecution,
  sampleExplanation,
  sampleIncident,
  sampleInstance,
  sampleStatus,
  utc,
} from './sample-facts.js';
import { NO_RUN, CAME, incidentWith, compose, gap } from './sample-message.js';

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

import type { MessageFacts } from './message-facts.js';
import {
  sampleEvent,
  sampleExecution,
  sampleExplanation,
  sampleIncident,
  sampleJob,
  sampleStatus,
  utc,
} from './sample-facts.js';
import { compose, gap, fact, urlOf } from './sample-message.js';

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

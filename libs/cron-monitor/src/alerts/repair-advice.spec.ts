import type { MessageFacts } from './message-facts.js';
import { sampleEvent, sampleExecution, sampleJob, sampleLog, sampleSlot, utc } from './sample-facts.js';
import { compose, fact } from './sample-message.js';

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

import fc from 'fast-check';
import { SEVERITIES } from 'nestjs-tracked-cron';
import {
  ALERT_WORDS,
  type AlertField,
  type AlertLink,
  type AlertMessage,
} from '../../alerts/alert-message.js';
import { composeMessage } from '../../alerts/compose-message.js';
import { sampleFacts, sampleJob, sampleLog } from '../../alerts/sample-facts.js';
import type { Delivery } from '../alert-channel.js';

// Deliveries for specs of channels.

export const INCIDENT = '019abc00-0000-7000-8000-00000000000a';

/** A message as it is composed. */
export function sampleMessage(): AlertMessage {
  const job = sampleJob({
    impact: 'Invoices go out late',
    rerun: 'safe',
    runbookUrl: 'https://wiki.example.com/a(b)',
  });
  return composeMessage(sampleFacts({ job, logLines: sampleLog('128 customers', 'ERROR giving up') }));
}

export function sampleDelivery(given: Partial<Delivery> = {}): Delivery {
  return {
    id: '019abc00-0000-7000-8000-0000000000d1',
    kind: 'opened',
    message: sampleMessage(),
    incidentId: INCIDENT,
    thread: null,
    opening: null,
    attempt: 1,
    signal: AbortSignal.timeout(10_000),
    ...given,
  };
}

const HOSTILE = [
  '@everyone ',
  '@here',
  '<@&123>',
  '<!channel>',
  '<script>alert(1)</script>',
  '[here](https://evil.example)',
  '```',
  '**',
  '\u202e',
  '\u0000',
  '\ud800',
  '😀',
  '"\\',
  '\n# FAKE',
  'x'.repeat(5_000),
  '字'.repeat(2_000),
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 20 })), {
    maxLength: 8,
  })
  .map((parts) => parts.join(''));
const field: fc.Arbitrary<AlertField> = fc.record({ name: text, text, short: fc.boolean() });
const link: fc.Arbitrary<AlertLink> = fc.record({
  kind: fc.constantFrom('execution' as const, 'runbook' as const, 'incident' as const),
  text,
  url: fc.constantFrom(
    null,
    'javascript:alert(1)',
    'https://ops.example.com/a)b"c',
    `https://x.example/${'a'.repeat(900)}`,
  ),
});

/** Whatever could be told: texts of strangers, of any length, in every place. */
export const hostileMessage: fc.Arbitrary<AlertMessage> = fc.record({
  word: fc.constantFrom(...ALERT_WORDS),
  subject: text.map((words) => `job ${words}`),
  environment: text,
  application: text,
  severity: fc.constantFrom(...SEVERITIES),
  title: text.map((words) => `FAILED · ${words}`),
  sentence: text,
  fields: fc.array(field, { maxLength: 40 }),
  advice: fc.array(field, { maxLength: 10 }),
  logTail: fc.option(text),
  links: fc.array(link, { maxLength: 12 }),
  at: fc.constant(new Date('2026-11-26T00:00:15Z')),
  lines: fc.array(text, { maxLength: 110 }),
});

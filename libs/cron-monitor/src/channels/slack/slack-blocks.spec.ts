import fc from 'fast-check';
import { sampleAlert } from '../../../../../test/support/sample-alert.js';
import { readMrkdwn } from '../../../../../test/support/slack-mrkdwn.js';
import { blockErrors } from '../../../../../test/support/slack-schema.js';
import { ALERT_WORDS, type AlertMessage } from '../../alerts/alert-message.js';
import { buttonKinds, buttons } from './slack-buttons.js';
import { fallbackText, slackMessage } from './slack-blocks.js';

const INCIDENT = '0199aaaa-0000-7000-8000-000000000001';

/** Texts as they come, from nothing to far too much. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.constantFrom(
    '',
    '<!channel> @here <@U1>',
    '&'.repeat(5_000),
    '`'.repeat(5_000),
    '😀'.repeat(3_000),
    'a\n'.repeat(4_000),
  ),
);
const anyField = fc.record({ name: anyText, text: anyText, short: fc.boolean() });
const kinds = ['execution', 'why', 'job', 'runbook', 'acknowledge', 'snooze', 'rerun', 'incident'] as const;
const anyMessage: fc.Arbitrary<AlertMessage> = fc.record({
  word: fc.constantFrom(...ALERT_WORDS),
  subject: anyText,
  environment: anyText,
  application: anyText,
  severity: fc.constantFrom('info', 'warning', 'error', 'critical'),
  title: anyText,
  sentence: anyText,
  fields: fc.array(anyField, { maxLength: 40 }),
  advice: fc.array(anyField, { maxLength: 20 }),
  logTail: fc.option(anyText),
  links: fc.array(
    fc.record({
      kind: fc.constantFrom(...kinds),
      text: anyText,
      url: fc.option(
        fc.oneof(
          anyText,
          anyText.map((path) => `https://ops.example.com/${path}`),
        ),
      ),
      question: fc.option(anyText),
    }),
    { maxLength: 12 },
  ),
  at: fc.date({ noInvalidDate: true, min: new Date('2000-01-01'), max: new Date('2100-01-01') }),
  lines: fc.array(anyText, { maxLength: 200 }),
});

describe('slackMessage', () => {
  it('is taken by Slack whatever is in it, and means nothing but what we mean', () => {
    fc.assert(
      fc.property(anyMessage, fc.option(anyMessage), (message, news) => {
        const layout = {
          asButtons: buttonKinds(message),
          below: buttons(message, INCIDENT, buttonKinds(message)),
          since: news && { kind: 'recovered' as const, message: news },
        };
        const { text, blocks } = slackMessage(message, layout);
        expect(blockErrors(blocks)).toEqual([]);
        expect(blocks.length).toBeGreaterThan(1);
        expect(JSON.stringify(blocks).length).toBeLessThanOrEqual(12_000);
        expect(text.length).toBeLessThanOrEqual(3_000);
        const parts = [text, ...mrkdwnOf(blocks)].flatMap(readMrkdwn);
        expect(
          parts.filter(({ as }) => ['mention', 'italic', 'struck', 'emoji', 'quote'].includes(as)),
        ).toEqual([]);
        for (const { url } of parts.filter(({ as }) => as === 'link')) expect(url).toMatch(/^https?:\/\//);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps Slack from making links and mentions of its own, in every text', () => {
    const objects = textObjects(slackMessage(sampleAlert()).blocks).filter(({ type }) => type === 'mrkdwn');
    expect(objects.length).toBeGreaterThan(5);
    expect(objects.filter(({ verbatim }) => verbatim !== true)).toEqual([]);
  });

  it('begins with the title, in its header and in what notifications show', () => {
    const { text, blocks } = slackMessage(sampleAlert());
    const [header, sentence] = textObjects(blocks);
    expect(header.text).toBe('MISSED · billing.nightlyInvoices · production');
    expect(sentence.text).toBe(`🟠 ${sampleAlert().sentence}`);
    expect(text).toBe(`MISSED · billing.nightlyInvoices · production\n${sampleAlert().sentence}`);
  });

  it.each([
    ['critical', 'MISSED', '🔴'],
    ['error', 'MISSED', '🟠'],
    ['warning', 'LATE', '🟡'],
    ['info', 'SLOW', '🔵'],
    ['critical', 'RECOVERED', '🟢'],
    ['warning', 'RESOLVED', '🟢'],
  ] as const)('shows %s of %s as %s', (severity, word, colour) => {
    const [, sentence] = textObjects(slackMessage(sampleAlert({ severity, word })).blocks);
    expect(sentence.text.startsWith(`${colour} `)).toBe(true);
  });

  it('holds facts, advice, log, links, and whose it is, in this order', () => {
    const { blocks } = slackMessage(sampleAlert());
    expect(blocks.map(({ type }) => type)).toEqual([
      'header',
      ...Array.from({ length: 6 }, () => 'section'),
      'context',
    ]);
    expect(mrkdwnOf(blocks).slice(1).map(shown)).toEqual([
      'Schedule\nAt 02:00, every day (Europe/Riga)',
      'Last success\n02:00 Europe/Riga yesterday (00:00 UTC), 24 h ago',
      'Streak\n6 of the last 20 failed',
      'Duration\n4 m 10 s; usually 3 m 50 s, at most 5 m 20 s',
      'Also failing: billing.reminders, ledger.close',
      'If nothing is done: Customers get no invoices today.\nBy itself: The slot is not caught up; the next one is due at 02:00 tomorrow.\nRun again: Safe.',
      '01:57:58 INFO  [Invoices] page 12 of 40\n01:57:59 WARN  [Invoices] <retry> ˋselect 1ˋ',
      'Why? · Runbook · Acknowledge · Snooze · Run again',
      'error · billing-api · 2026-11-26 00:10:00 UTC',
    ]);
  });

  it('leaves out what there is nothing of', () => {
    const { blocks } = slackMessage(sampleAlert({ fields: [], advice: [], logTail: ' \n', links: [] }));
    expect(blocks.map(({ type }) => type)).toEqual(['header', 'section', 'context']);
  });

  it('shows of a digest as many lines as there is room for, and how many more there are', () => {
    const lines = Array.from({ length: 500 }, (_, index) => `LATE · billing.job${index} · 5 min`);
    const { blocks } = slackMessage(sampleAlert({ lines, fields: [], advice: [], logTail: null }));
    const text = shown(mrkdwnOf(blocks)[1]);
    expect(text).toMatch(/^• LATE · billing\.job0 · 5 min\n• LATE/);
    const [, more] = /… and (\d+) more$/.exec(text)!;
    expect(text.split('\n').length - 1 + Number(more)).toBe(500);
  });

  it('shows what became of it above what it was', () => {
    const recovered = sampleAlert({
      word: 'RECOVERED',
      title: 'RECOVERED · billing.nightlyInvoices · production',
      sentence: 'Recovered after 1 h 30 m, 4 slots missed.',
    });
    const { text, blocks } = slackMessage(sampleAlert(), {
      since: { kind: 'recovered', message: recovered },
    });
    const [header, first, second] = textObjects(blocks);
    expect(header.text).toBe(recovered.title);
    expect(first.text).toBe('🟢 Recovered after 1 h 30 m, 4 slots missed.');
    expect(second.text).toBe(sampleAlert().sentence);
    expect(text).toBe(fallbackText(recovered));
  });

  it('goes on saying what is wrong when somebody is on it', () => {
    const acknowledged = sampleAlert({
      word: 'ACKNOWLEDGED',
      title: 'ACKNOWLEDGED · x · y',
      sentence: 'ada is on it.',
    });
    const { blocks } = slackMessage(sampleAlert(), {
      since: { kind: 'acknowledged', message: acknowledged },
    });
    const [header, first] = textObjects(blocks);
    expect([header.text, first.text]).toEqual([sampleAlert().title, '🟠 ada is on it.']);
  });
});

describe('buttons', () => {
  const message = sampleAlert();
  /** The elements of the one block of them. */
  const elementsOf = (blocks: readonly object[]) =>
    (blocks[0] as { elements: { confirm?: object }[] }).elements;

  it('stand for what can be done, and carry the incident', () => {
    expect(elementsOf(buttons(message, INCIDENT, buttonKinds(message)))).toMatchObject([
      { action_id: 'cron-alert:acknowledge', value: INCIDENT, style: 'primary' },
      {
        action_id: 'cron-alert:snooze',
        options: [
          { value: `1h:${INCIDENT}` },
          { value: `4h:${INCIDENT}` },
          { value: `tomorrow:${INCIDENT}` },
        ],
      },
      {
        action_id: 'cron-alert:rerun',
        value: INCIDENT,
        confirm: { text: { text: 'billing.nightlyInvoices runs now, beside its schedule.' } },
      },
    ]);
  });

  it.each([
    ['Ask the owner first.', { text: { text: 'Ask the owner first.' } }],
    [null, undefined],
  ])('asks %j before it runs something again', (question, expected) => {
    const links = [{ kind: 'rerun' as const, text: 'Run again', url: null, question }];
    const [{ confirm }] = elementsOf(buttons({ ...message, links }, INCIDENT, new Set(['rerun'])));
    if (expected) expect(confirm).toMatchObject(expected);
    else expect(confirm).toBeUndefined();
  });

  it('are not there where nothing can be done', () => {
    expect(buttons({ ...message, links: [] }, INCIDENT, new Set(['rerun']))).toEqual([]);
    expect(buttons(message, INCIDENT, new Set())).toEqual([]);
  });
});

interface TextObject {
  readonly type: string;
  readonly text: string;
  readonly verbatim?: boolean;
}

function textObjects(part: unknown): TextObject[] {
  if (typeof part !== 'object' || part === null) return [];
  const { type, text } = part as TextObject;
  if ((type === 'mrkdwn' || type === 'plain_text') && typeof text === 'string') return [part as TextObject];
  return Object.values(part).flatMap(textObjects);
}

function mrkdwnOf(blocks: unknown): string[] {
  return textObjects(blocks)
    .filter(({ type }) => type === 'mrkdwn')
    .map(({ text }) => text);
}

function shown(text: string): string {
  return readMrkdwn(text)
    .map((part) => part.text)
    .join('');
}

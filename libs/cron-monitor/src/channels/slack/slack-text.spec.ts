import fc from 'fast-check';
import { readMrkdwn } from '../../../../../test/support/slack-mrkdwn.js';
import { oneLine, plainText } from '../neutral-text.js';
import { slackCodeBlock, slackDate, slackLink, slackPlainText, slackText } from './slack-text.js';

/** What Slack could take for something, in any order. */
const markup = fc.constantFrom(
  '<!channel>',
  '<!here|x>',
  '<@U123>',
  '<#C1>',
  '<https://evil.test|ok>',
  '@here',
  '@everyone',
  'https://evil.test',
  ':tada:',
  '&gt;',
  '&amp;',
  '```',
  '02:00:10',
  'a_b_c',
  '*/5 * * * *',
  '\u202e',
  '\ud800',
  'word',
  ...'*_~`><&|:\n \0ё"\'\\•😀',
);
const hostile = fc.oneof(
  fc.array(markup, { maxLength: 40 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 200 }),
);

describe('slackText', () => {
  it('shows other people’s words as they are, and nothing of them means anything to Slack', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const parts = readMrkdwn(slackText(text));
        expect(parts.filter(({ as }) => as !== 'text' && as !== 'code')).toEqual([]);
        const shown = parts.map((part) => part.text).join('');
        expect(shown).toBe(oneLine(text).replaceAll('`', 'ˋ'));
        // what Slack would make a link or a mention of, were it not in code
        const bare = parts.filter(({ as }) => as === 'text').map((part) => part.text);
        expect(bare.join('\n')).not.toMatch(/@|:\/\//);
      }),
      { numRuns: 500 },
    );
  });

  it('leaves plain words alone', () => {
    const text = 'Expected 02:00:00 Europe/Riga, nothing by 02:10 (a & b): nightly_invoices_v2, 3 < 4';
    expect(slackText(text)).toBe(
      'Expected 02:00:00 Europe/Riga, nothing by 02:10 (a &amp; b): nightly_invoices_v2, 3 &lt; 4',
    );
  });

  it.each([
    ['runs at */5 * * * * and', 'runs at `*/5 * * * *` and'],
    ['ask ops@example.com first', 'ask `ops@example.com` first'],
    ['see https://evil.test/?a=1&b=2 now', 'see `https://evil.test/?a=1&amp;b=2` now'],
    ['<!channel> wake up', '&lt;!channel&gt; wake up'],
    ['> quoted', '`&gt;` quoted'],
    ['a ``` b', 'a `ˋˋˋ` b'],
    ['_x_ :fire: ok', '`_x_ :fire:` ok'],
    ['10:00:05, db:5432: gone', '10:00:05, db:5432: gone'],
    ['well:100:done', '`well:100:done`'],
    ['two\nlines', 'two lines'],
  ])('%j becomes %j', (text, expected) => {
    expect(slackText(text)).toBe(expected);
  });

  it('is never longer than asked for, and is cut between characters, not through what stands for one', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 1, max: 300 }), (text, max) => {
        for (const fitted of [slackText(text, max), slackPlainText(text, max)]) {
          expect(fitted.length).toBeLessThanOrEqual(max);
          expect(fitted).not.toMatch(/\p{Surrogate}/u);
          expect(readMrkdwn(fitted).map(({ as }) => as)).not.toContain('mention');
        }
      }),
      { numRuns: 300 },
    );
    expect(slackText('&'.repeat(1_000), 20)).toBe('&amp;&amp;&amp;…');
  });

  it('keeps secrets to itself', () => {
    expect(slackText('postgres://app:hunter2@db/app failed')).not.toContain('hunter2');
  });
});

describe('slackCodeBlock', () => {
  it('is one block that holds the lines and nothing else, and of a long text the end', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 20, max: 300 }), (text, max) => {
        fc.pre(plainText(text).trim() !== '');
        const block = slackCodeBlock(text, max);
        expect(block.length).toBeLessThanOrEqual(max);
        const parts = readMrkdwn(block);
        expect(parts.map(({ as }) => as)).toEqual(['block']);
        const whole = plainText(text).trim().replaceAll('`', 'ˋ');
        const shown = parts[0].text;
        if (shown !== whole) expect(whole.endsWith(shown.replace(/^…/, ''))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('slackLink', () => {
  it('is one link that opens what was meant, whatever is in its address and its words', () => {
    fc.assert(
      fc.property(hostile, hostile, (path, words) => {
        const link = slackLink(`https://ops.example.com/${path}`, words, 3_000);
        fc.pre(link !== null);
        const parts = readMrkdwn(link!);
        expect(parts.map(({ as }) => as)).toEqual(['link']);
        expect(new URL(parts[0].url!).host).toBe('ops.example.com');
      }),
      { numRuns: 300 },
    );
  });

  it.each([null, '', 'wiki', 'javascript:alert(1)', 'data:text/html,x', 'slack://open'])(
    'is none to %j',
    (url) => {
      expect(slackLink(url, 'Runbook', 3_000)).toBeNull();
    },
  );

  it('is none where it would have to be cut', () => {
    expect(slackLink(`https://ops.example.com/${'x'.repeat(3_000)}`, 'Runbook', 3_000)).toBeNull();
  });
});

describe('slackDate', () => {
  it('is shown in the reader’s own time, or in UTC', () => {
    const text = slackDate(new Date('2026-11-26T00:10:05.500Z'));
    expect(text).toMatch(/^<!date\^1795651805\^/);
    expect(readMrkdwn(text)).toEqual([{ as: 'date', text: '2026-11-26 00:10:05 UTC' }]);
  });
});

import fc from 'fast-check';
import {
  cutText,
  cutToTail,
  escapedWithin,
  forAnyMarkup,
  forDiscord,
  forSlack,
  oneLine,
  plainText,
  withoutMentions,
} from './neutral-text.js';

const HOSTILE = [
  '<!channel>',
  '<!here|here>',
  '<@U012AB3CD>',
  '@here',
  '@everyone',
  '<https://evil.example|sign in again>',
  '[sign in again](https://evil.example)',
  '```',
  '`',
  '&lt;!channel&gt;',
  '&',
  '\u202e',
  '\u2066',
  '\u200b',
  '\ufeff',
  '\u0000',
  '\u001b[31m',
  '\u009b31m',
  '\r\n',
  '\u2028',
  '\ud83d',
  '\ude00',
  '😀',
  'e\u0301'.repeat(3),
  'z\u0301\u0302\u0303\u0304\u0305\u0306',
  '<script>alert(1)</script>',
  'password=hunter2hunter2',
  'pass\u200bword=hunter2hunter2',
  'Bearer \u2060abcdefgh12345678',
  '**bold** _it_ ~~gone~~ ||spoiler||',
  '# head\n> quote\n- item',
];
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 12 })), {
    maxLength: 30,
  })
  .map((parts) => parts.join(''));
const LONE_SURROGATE = /\p{Surrogate}/u;
const RUNS = { numRuns: 200 };

describe('plain text', () => {
  it('shows what it holds: no control or unseen characters, no lone surrogates, no line end but one', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const plain = plainText(text);
        expect(plain).not.toMatch(LONE_SURROGATE);
        expect(plain).not.toMatch(/(?![\n\t])[\p{Cc}\p{Cf}]|[\u2028\u2029]/u);
      }),
      RUNS,
    );
  });

  it('stays as it is when it is made plain again', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(plainText(plainText(text))).toBe(plainText(text));
      }),
      RUNS,
    );
  });

  it('holds no secret, not even one that hid behind a character that nobody sees', () => {
    fc.assert(
      fc.property(hostile, hostile, (before, after) => {
        for (const secret of [
          'password=s3cr3tvalue',
          'pass\u200bword=s3cr3tvalue',
          '\u202epwd: s3cr3tvalue',
        ]) {
          expect(plainText(`${before} ${secret} ${after}`)).not.toContain('s3cr3tvalue');
        }
      }),
      RUNS,
    );
  });

  it.each([
    ['a text of every day', 'Käse, 12 €, naïve – 日本語 and ✓', 'Käse, 12 €, naïve – 日本語 and ✓'],
    ['tabs and line ends', 'a\tb\r\nc\rd\u2028e', 'a\tb\nc\nd\ne'],
    ['colours of a terminal', '\u001b[31mred\u001b[0m', 'red'],
    ['a turned direction', 'user\u202egnp.exe', 'usergnp.exe'],
    ['marks piled onto a letter', 'z\u0301\u0302\u0303\u0304\u0305\u0306', 'z\u0301\u0302\u0303\u0304'],
    ['half a character', 'a\ud83db', 'ab'],
    ['a password in an address', 'postgres://app:s3cret@db/x', 'postgres://app:[redacted]@db/x'],
  ])('takes %s', (_what, text, plain) => {
    expect(plainText(text)).toBe(plain);
  });

  it('goes onto one line', () => {
    expect(oneLine('  first\n\n  second\tthird ')).toBe('first second third');
  });
});

describe('cut text', () => {
  const max = fc.integer({ min: 0, max: 80 });

  it('is never longer than it may be, tears no character and marks its cut', () => {
    fc.assert(
      fc.property(hostile.map(plainText), max, (text, most) => {
        for (const cut of [cutText(text, most), cutToTail(text, most)]) {
          expect(cut.length).toBeLessThanOrEqual(most);
          expect(cut).not.toMatch(LONE_SURROGATE);
          if (text.length > most && most > 0) expect(cut).toContain('…');
        }
      }),
      RUNS,
    );
  });

  it('keeps the head, or the tail', () => {
    expect(cutText('abcdef', 4)).toBe('abc…');
    expect(cutToTail('abcdef', 4)).toBe('…def');
    expect(cutText('abcd', 4)).toBe('abcd');
    expect(cutText('ab😀', 4)).toBe('ab😀');
    expect(cutText('ab😀cd', 4)).toBe('ab…');
    expect(cutToTail('ab😀cd', 4)).toBe('…cd');
  });

  it.each([
    ['Slack', forSlack],
    ['Discord', forDiscord],
    ['any markup', forAnyMarkup],
  ])('fits after it was escaped for %s', (_target, escape) => {
    fc.assert(
      fc.property(hostile.map(plainText), max, (text, most) => {
        const cut = escapedWithin(text, most, escape);
        expect(cut.length).toBeLessThanOrEqual(most);
        if (escape(text).length <= most) expect(cut).toBe(escape(text));
      }),
      RUNS,
    );
  });

  it('cuts no escape in half, and gives away no more room than one takes', () => {
    expect(escapedWithin('&&&&', 11, forSlack)).toBe('&amp;&amp;…');
    expect(escapedWithin('aaaa', 4, forSlack)).toBe('aaaa');
  });
});

describe('neutral text', () => {
  it('has no markup of Slack left, calls nobody and opens no code', () => {
    fc.assert(
      fc.property(hostile.map(plainText), (text) => {
        const neutral = forSlack(text);
        expect(neutral).not.toMatch(/[<>`]/);
        expect(neutral).not.toMatch(/&(?!amp;|lt;|gt;)/);
        expect(neutral).not.toMatch(/@(?:here|channel|everyone)/);
      }),
      RUNS,
    );
  });

  it('has every character of Discord’s markup behind a backslash', () => {
    fc.assert(
      fc.property(hostile.map(plainText), (text) => {
        const unescaped = forDiscord(text).replace(/\\./gsu, '');
        expect(unescaped).not.toMatch(/[\\*_~|`>#<[\]()]/);
        expect(unescaped).not.toMatch(/@(?:here|everyone)/);
      }),
      RUNS,
    );
  });

  it('has no tags left where nobody knows what reads it', () => {
    fc.assert(
      fc.property(hostile.map(plainText), (text) => {
        expect(forAnyMarkup(text)).not.toMatch(/[<>`]|@(?:here|channel|everyone)/);
      }),
      RUNS,
    );
  });

  it('reads as it did', () => {
    expect(forSlack('a < b & c')).toBe('a &lt; b &amp; c');
    expect(forDiscord('feed_service.ts')).toBe('feed\\_service.ts');
    expect(forAnyMarkup('Map<string>')).toBe('Map‹string›');
    expect(withoutMentions('mail to ops @ night')).toBe('mail to ops @ night');
  });
});

import fc from 'fast-check';
import { AttemptLog, type LogLimits } from './attempt-log.js';
import { keyOf, type LogChunk } from './log-chunk.js';
import { bytesOf, type CapturedLine } from './log-line.js';

const line = (length: number, name = ''): CapturedLine => ({
  at: 0,
  level: 'info',
  context: null,
  text: name.padEnd(length, 'x'),
});

/** What stands in the database after some rounds of lines, each handed out as a whole. */
function written(rounds: readonly (readonly CapturedLine[])[], limits: LogLimits): LogChunk[] {
  const log = new AttemptLog('e', 1, limits);
  const chunks = new Map<string, LogChunk>();
  for (const round of rounds) {
    for (const one of round) log.add(one);
    const changes = log.take();
    for (const key of changes.surplus) expect(chunks.delete(keyOf(key))).toBe(true);
    for (const chunk of changes.chunks) chunks.set(keyOf(chunk), chunk);
  }
  return [...chunks.values()].sort((a, b) => a.sequence - b.sequence);
}

const linesOf = (chunks: readonly LogChunk[]) => chunks.flatMap(({ lines }) => lines);

describe('AttemptLog', () => {
  const limits = { maxLines: 100, maxBytes: 2 ** 16 };

  it('keeps a log within the bounds as it came, without a gap', () => {
    const rounds = [[line(3)], [], [line(5), line(7)]];
    const chunks = written(rounds, limits);
    expect(linesOf(chunks)).toEqual(rounds.flat());
    expect(chunks.map(({ sequence }) => sequence)).toEqual([1, 2]);
  });

  it('keeps the first tenth and the last lines of a long one, and shows by its numbers what is missing', () => {
    const all = Array.from({ length: 1_000 }, (_, index) => line(10, `${index + 1} `));
    const chunks = written([all.slice(0, 7), all.slice(7, 300), all.slice(300)], limits);
    const texts = linesOf(chunks).map(({ text }) => Number.parseInt(text));
    expect(texts.slice(0, 10)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(texts.slice(10)).toEqual(Array.from({ length: 90 }, (_, index) => 911 + index));
    for (const { sequence, lines } of chunks) expect(Number.parseInt(lines[0].text)).toBe(sequence);
  });

  it('cuts a log that may be long into chunks that a page can be read by', () => {
    const all = Array.from({ length: 5_000 }, () => line(100));
    const chunks = written([all], { maxLines: 1_000_000, maxBytes: 2 ** 30 });
    expect(linesOf(chunks)).toEqual(all);
    expect(Math.max(...chunks.map(({ lines }) => lines.length))).toBe(200);
  });

  it('never keeps more than it may, always the beginning and the end, with one gap at most', () => {
    const round = fc.array(fc.integer({ min: 0, max: 8_192 }), { maxLength: 120 });
    fc.assert(
      fc.property(fc.array(round, { maxLength: 12 }), (rounds) => {
        const all = rounds.map((lengths) => lengths.map((length) => line(length)));
        const chunks = written(all, limits);
        const kept = linesOf(chunks);
        expect(kept.length).toBeLessThanOrEqual(limits.maxLines);
        expect(kept.reduce((sum, one) => sum + bytesOf(one), 0)).toBeLessThanOrEqual(limits.maxBytes);
        for (const { bytes, lines } of chunks)
          expect(bytes).toBe(lines.reduce((sum, one) => sum + bytesOf(one), 0));

        const whole = all.flat();
        const gaps = chunks.filter(({ sequence }, index) => {
          const before = chunks[index - 1];
          return sequence !== (before ? before.sequence + before.lines.length : 1);
        });
        expect(gaps.length).toBeLessThanOrEqual(1);
        if (whole.length === 0) return;
        expect(kept[0]).toBe(whole[0]);
        expect(kept.at(-1)).toBe(whole.at(-1));
        // nothing is given up that fits
        const bytes = whole.reduce((sum, one) => sum + bytesOf(one), 0);
        if (whole.length <= limits.maxLines && bytes <= limits.maxBytes) expect(kept).toEqual(whole);
      }),
    );
  });
});

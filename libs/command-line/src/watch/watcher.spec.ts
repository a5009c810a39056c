import { judgeLook } from './judge-look.js';
import type { Look } from './look.js';
import { Watcher } from './watcher.js';

const SECOND = 1_000;
const well: Look = { database: 'answers', alive: 3, lastHeardMs: 2 * SECOND, sweptMs: 9 * SECOND };
const silent: Look = { database: 'silent', error: 'connect ECONNREFUSED 10.0.0.5:5432' };

describe('a look from outside', () => {
  it.each<[string, Look, number, string | null]>([
    ['all is well', well, 0, null],
    ['nobody has ever swept', { ...well, sweptMs: null }, 0, null],
    ['the sweep is a minute late', { ...well, sweptMs: 60 * SECOND }, 0, 'nobody_watches'],
    ['it is nearly that', { ...well, sweptMs: 60 * SECOND - 1 }, 0, null],
    [
      'the last instance left a minute ago',
      { ...well, alive: 0, lastHeardMs: 60 * SECOND },
      0,
      'nobody_alive',
    ],
    ['it has just left', { ...well, alive: 0, lastHeardMs: 59 * SECOND }, 0, null],
    ['there never was one', { ...well, alive: 0, lastHeardMs: null, sweptMs: null }, 0, 'nobody_alive'],
    ['the database is silent', silent, 60 * SECOND, 'database'],
    ['it has just become so', silent, 59 * SECOND, null],
  ])('when %s', (_, seen, silentMs, kind) => {
    expect(judgeLook(seen, silentMs, 60 * SECOND)?.kind ?? null).toBe(kind);
  });

  it('is put into words that say since when and what it means', () => {
    expect(judgeLook({ ...well, alive: 0, lastHeardMs: 90_400 }, 0, 60 * SECOND)?.sentence).toBe(
      'No instance that runs jobs is alive: the last one was heard of 1 m 30 s ago. Nothing is started, and nobody tells of it.',
    );
    expect(judgeLook(silent, 75 * SECOND, 60 * SECOND)?.sentence).toBe(
      'The database has not answered for 1 m 15 s: connect ECONNREFUSED 10.0.0.5:5432',
    );
  });
});

describe('a watcher', () => {
  const told = (looks: readonly (readonly [number, Look])[]) => {
    const watcher = new Watcher(60 * SECOND);
    return looks.flatMap(([at, seen]) => {
      const word = watcher.see(seen, at * SECOND);
      return word ? [[at, word.word]] : [];
    });
  };
  const every15s = (from: number, to: number, seen: Look) =>
    Array.from({ length: (to - from) / 15 }, (_, n) => [from + n * 15, seen] as const);

  it('tells of a silent database once, and once that it answers again', () => {
    expect(
      told([...every15s(0, 60, well), ...every15s(60, 360, silent), ...every15s(360, 600, well)]),
    ).toEqual([
      [120, 'BLIND'],
      [360, 'RECOVERED'],
    ]);
  });

  it('tells of what is wrong next, and says nothing twice in a minute', () => {
    const dead: Look = { ...well, alive: 0, lastHeardMs: 70 * SECOND };
    expect(told([...every15s(0, 30, dead), ...every15s(30, 300, well), ...every15s(300, 330, dead)])).toEqual(
      [
        [0, 'BLIND'],
        [60, 'RECOVERED'],
        [300, 'BLIND'],
      ],
    );
    expect(told([...every15s(0, 60, dead), ...every15s(60, 300, silent)])).toEqual([
      [0, 'BLIND'],
      [120, 'BLIND'],
    ]);
  });
});

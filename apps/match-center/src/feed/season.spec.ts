import { CLUBS } from './league.js';
import {
  goalsOf,
  KICK_OFF_GAP_MS,
  MATCH_DAY_MS,
  MATCH_DAYS,
  MATCH_MS,
  matchesOf,
  scoreAt,
  seasonAt,
  SEASON_MS,
  transfersBetween,
} from './season.js';

const SEED = 'spec';
const at = (ms: number) => new Date(ms);

describe('a season', () => {
  const matches = matchesOf(SEED, 100);

  it('is the same whenever it is asked for', () => {
    expect(matchesOf(SEED, 100)).toEqual(matches);
  });

  it('differs from the next one and from that of another seed', () => {
    const pairs = (list: typeof matches) => list.map(({ home, away }) => `${home}-${away}`);
    expect(pairs(matchesOf(SEED, 101))).not.toEqual(pairs(matches));
    expect(pairs(matchesOf('other', 100))).not.toEqual(pairs(matches));
  });

  it('lets every club meet every other once at home and once away', () => {
    const pairings = new Set(matches.map(({ home, away }) => `${home}-${away}`));
    expect(pairings.size).toBe(CLUBS.length * (CLUBS.length - 1));
    expect(matches).toHaveLength(pairings.size);
  });

  it('lets every club play once on every match day', () => {
    for (let day = 1; day <= MATCH_DAYS; day += 1) {
      const playing = matches.filter(({ matchDay }) => matchDay === day).flatMap((m) => [m.home, m.away]);
      expect(playing.sort()).toEqual(CLUBS.map(({ code }) => code).sort());
    }
  });

  it('ends every match day before the next one begins', () => {
    expect((CLUBS.length / 2 - 1) * KICK_OFF_GAP_MS + MATCH_MS).toBeLessThanOrEqual(MATCH_DAY_MS);
  });

  it('fills the time between its first and the next season without a gap', () => {
    expect(seasonAt(matches[0]!.kickOff)).toBe(100);
    expect(seasonAt(matches.at(-1)!.kickOff)).toBe(100);
    expect(seasonAt(at(101 * SEASON_MS))).toBe(101);
  });
});

describe('a score', () => {
  const match = matchesOf(SEED, 100).find((candidate) => goalsOf(SEED, candidate).length > 2)!;
  const kickOff = match.kickOff.getTime();

  it('is the same whenever it is asked for', () => {
    const halfTime = at(kickOff + MATCH_MS / 2);
    expect(scoreAt(SEED, match, halfTime)).toEqual(scoreAt(SEED, match, halfTime));
  });

  it('is nil before kick-off', () => {
    expect(scoreAt(SEED, match, at(kickOff - 1))).toEqual({
      status: 'scheduled',
      minute: 0,
      home: 0,
      away: 0,
    });
  });

  it('never goes down while the match is on', () => {
    let last = 0;
    for (let elapsed = 0; elapsed < MATCH_MS; elapsed += 1000) {
      const { home, away, status } = scoreAt(SEED, match, at(kickOff + elapsed));
      expect(status).toBe('live');
      expect(home + away).toBeGreaterThanOrEqual(last);
      last = home + away;
    }
  });

  it('counts every goal once the match is over', () => {
    const score = scoreAt(SEED, match, at(kickOff + MATCH_MS));
    expect(score).toMatchObject({ status: 'finished', minute: 90 });
    expect(score.home + score.away).toBe(goalsOf(SEED, match).length);
  });
});

describe('transfers', () => {
  it('are told once when asked for since the last one', () => {
    const [start, middle, end] = [at(0), at(45 * 60_000 + 500), at(90 * 60_000)];
    const all = transfersBetween(SEED, start, end);
    expect(all.length).toBeGreaterThan(0);
    expect([...transfersBetween(SEED, start, middle), ...transfersBetween(SEED, middle, end)]).toEqual(all);
    expect(transfersBetween(SEED, all.at(-1)!.at, end)).toEqual([]);
  });

  it('are missing in some minutes', () => {
    const perMinute = Array.from({ length: 60 }, (_, i) =>
      transfersBetween(SEED, at(i * 60_000), at((i + 1) * 60_000)),
    );
    expect(perMinute.some((list) => list.length === 0)).toBe(true);
    expect(perMinute.some((list) => list.length === 1)).toBe(true);
  });
});

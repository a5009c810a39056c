import { randomOf } from '../feed/random.js';
import { leagueTable } from '../standings/league-table.js';
import { simulateChampion } from './season-simulation.js';

const played = [{ home: 'A', away: 'B', homeGoals: 5, awayGoals: 0 }];
const table = leagueTable(['A', 'B'], played);
const champions = (remaining: { home: string; away: string }[]) =>
  Array.from({ length: 300 }, (_, run) =>
    simulateChampion(table, played, remaining, randomOf(`spec/${run}`)),
  );

describe('a simulated season', () => {
  it('is won by the leader when nothing is left to play', () => {
    expect(new Set(champions([]))).toEqual(new Set(['A']));
  });

  it('is mostly won by the stronger team, but not always', () => {
    const wins = champions([
      { home: 'B', away: 'A' },
      { home: 'B', away: 'A' },
    ]).filter((team) => team === 'A').length;
    expect(wins).toBeGreaterThan(200);
    expect(wins).toBeLessThan(300);
  });

  it('ends the same way for the same random numbers', () => {
    const remaining = [{ home: 'B', away: 'A' }];
    expect(champions(remaining)).toEqual(champions(remaining));
  });
});

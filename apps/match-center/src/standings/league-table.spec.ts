import { leagueTable, type Result } from './league-table.js';

const result = (home: string, homeGoals: number, awayGoals: number, away: string): Result => ({
  home,
  away,
  homeGoals,
  awayGoals,
});
const order = (results: Result[], teams: string[] = []) =>
  leagueTable(teams, results).map(({ team }) => team);

describe('the league table', () => {
  it('gives three points for a win, one for a draw, none for a defeat', () => {
    const table = leagueTable(['A', 'B', 'C'], [result('A', 2, 0, 'B'), result('B', 1, 1, 'C')]);
    expect(table).toEqual([
      { team: 'A', rank: 1, played: 1, won: 1, drawn: 0, lost: 0, goalsFor: 2, goalsAgainst: 0, points: 3 },
      { team: 'C', rank: 2, played: 1, won: 0, drawn: 1, lost: 0, goalsFor: 1, goalsAgainst: 1, points: 1 },
      { team: 'B', rank: 3, played: 2, won: 0, drawn: 1, lost: 1, goalsFor: 1, goalsAgainst: 3, points: 1 },
    ]);
  });

  it('shows teams that have not played yet', () => {
    expect(leagueTable(['B', 'A'], []).map(({ team, rank, played }) => [team, rank, played])).toEqual([
      ['A', 1, 0],
      ['B', 2, 0],
    ]);
  });

  it('puts the better goal difference first when points are equal', () => {
    expect(order([result('A', 1, 0, 'C'), result('B', 3, 0, 'D')])).toEqual(['B', 'A', 'C', 'D']);
  });

  it('puts more goals first when goal difference is equal too', () => {
    expect(order([result('A', 1, 0, 'C'), result('B', 3, 2, 'D')]).slice(0, 2)).toEqual(['B', 'A']);
  });

  it('does not depend on the order of the results', () => {
    const results = [result('A', 1, 0, 'B'), result('C', 2, 2, 'A'), result('B', 0, 4, 'C')];
    expect(leagueTable([], [...results].reverse())).toEqual(leagueTable([], results));
  });
});

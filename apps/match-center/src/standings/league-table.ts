/** A match that is over. */
export interface Result {
  home: string;
  away: string;
  homeGoals: number;
  awayGoals: number;
}

export interface TableRow {
  team: string;
  rank: number;
  played: number;
  won: number;
  drawn: number;
  lost: number;
  goalsFor: number;
  goalsAgainst: number;
  points: number;
}

/** The table: points, then goal difference, then goals scored, then the code of the team. */
export function leagueTable(teams: Iterable<string>, results: Iterable<Result>): TableRow[] {
  const rows = new Map([...teams].map((team) => [team, emptyRow(team)]));
  for (const { home, away, homeGoals, awayGoals } of results) {
    addMatch(rows, home, homeGoals, awayGoals);
    addMatch(rows, away, awayGoals, homeGoals);
  }
  const sorted = [...rows.values()].sort(compareRows);
  sorted.forEach((row, index) => (row.rank = index + 1));
  return sorted;
}

function addMatch(rows: Map<string, TableRow>, team: string, scored: number, conceded: number): void {
  const row = rows.get(team) ?? emptyRow(team);
  rows.set(team, row);
  row.played += 1;
  row.goalsFor += scored;
  row.goalsAgainst += conceded;
  if (scored > conceded) {
    row.won += 1;
    row.points += 3;
  } else if (scored === conceded) {
    row.drawn += 1;
    row.points += 1;
  } else {
    row.lost += 1;
  }
}

function compareRows(a: TableRow, b: TableRow): number {
  return (
    b.points - a.points ||
    b.goalsFor - b.goalsAgainst - (a.goalsFor - a.goalsAgainst) ||
    b.goalsFor - a.goalsFor ||
    (a.team < b.team ? -1 : 1)
  );
}

function emptyRow(team: string): TableRow {
  return {
    team,
    rank: 0,
    played: 0,
    won: 0,
    drawn: 0,
    lost: 0,
    goalsFor: 0,
    goalsAgainst: 0,
    points: 0,
  };
}

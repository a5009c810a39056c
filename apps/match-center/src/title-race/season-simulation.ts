import type { Random } from '../feed/random.js';
import { leagueTable, type Result, type TableRow } from '../standings/league-table.js';

const HOME_ADVANTAGE = 1.15;
/** Goals per match every team is credited with beforehand, so that one match does not decide everything. */
const PRIOR_GOALS = 1.4;
const PRIOR_MATCHES = 3;

export interface Pairing {
  home: string;
  away: string;
}

/** Plays the rest of a season once. @returns the champion's code */
export function simulateChampion(
  table: readonly TableRow[],
  played: readonly Result[],
  remaining: readonly Pairing[],
  random: Random,
): string {
  const attack = new Map(table.map((row) => [row.team, ratio(row.goalsFor, row.played)]));
  const defence = new Map(table.map((row) => [row.team, ratio(row.goalsAgainst, row.played)]));
  const imagined = remaining.map(({ home, away }) => ({
    home,
    away,
    homeGoals: poisson(expected(attack, home, defence, away) * HOME_ADVANTAGE, random),
    awayGoals: poisson(expected(attack, away, defence, home), random),
  }));
  return leagueTable(attack.keys(), [...played, ...imagined])[0]!.team;
}

function ratio(goals: number, played: number): number {
  return (goals + PRIOR_GOALS * PRIOR_MATCHES) / (played + PRIOR_MATCHES);
}

function expected(
  attack: ReadonlyMap<string, number>,
  team: string,
  defence: ReadonlyMap<string, number>,
  opponent: string,
): number {
  return ((attack.get(team) ?? PRIOR_GOALS) + (defence.get(opponent) ?? PRIOR_GOALS)) / 2;
}

// Knuth: the goals counted until a product of random numbers falls below e^-mean
function poisson(mean: number, random: Random): number {
  const limit = Math.exp(-mean);
  let goals = 0;
  for (let product = random(); product > limit; product *= random()) goals += 1;
  return goals;
}

import { CLUBS, COACHES, PLAYERS, type Club } from './league.js';
import { randomOf, shuffled } from './random.js';

/** One match day lasts ten minutes, so that a newcomer sees scores change. */
export const MATCH_DAY_MS = 10 * 60_000;
/** Ninety minutes of football are played in three. */
export const MATCH_MS = 3 * 60_000;
/** The five matches of a match day kick off one after the other, so that nearly always one is on. */
export const KICK_OFF_GAP_MS = 90_000;
export const MATCH_DAYS = (CLUBS.length - 1) * 2;
export const SEASON_MS = MATCH_DAYS * MATCH_DAY_MS;

const PLAYED_MINUTES = 90;
const HOME_GOALS = 1.6;
const AWAY_GOALS = 1.2;
const TRANSFER_WINDOW_MS = 60_000;

export interface Match {
  id: string;
  season: number;
  /** 1 to {@link MATCH_DAYS} */
  matchDay: number;
  home: string;
  away: string;
  kickOff: Date;
}

export interface Goal {
  minute: number;
  side: 'home' | 'away';
}

export interface Score {
  status: 'scheduled' | 'live' | 'finished';
  /** 0 before kick-off, 90 when it is over */
  minute: number;
  home: number;
  away: number;
}

export interface Transfer {
  id: string;
  at: Date;
  player: string;
  from: string;
  to: string;
}

/** Number of the season on at an instant. Seasons follow each other without a break, since 1970. */
export function seasonAt(now: Date): number {
  return Math.floor(now.getTime() / SEASON_MS);
}

/** The whole double round-robin of a season, in the order of kick-off. */
export function matchesOf(seed: string, season: number): Match[] {
  const clubs = shuffled(CLUBS, randomOf(`${seed}/${season}/draw`)).map(({ code }) => code);
  const rounds = roundRobin(clubs);
  const returnRounds = rounds.map((round) => round.map(([home, away]): Pairing => [away, home]));
  return [...rounds, ...returnRounds].flatMap((round, day) =>
    round.map(([home, away], place) => ({
      id: `${season}-${String(day + 1).padStart(2, '0')}-${place + 1}`,
      season,
      matchDay: day + 1,
      home,
      away,
      kickOff: new Date(season * SEASON_MS + day * MATCH_DAY_MS + place * KICK_OFF_GAP_MS),
    })),
  );
}

/** Every goal of a match, known from the start but told only as time passes: see {@link scoreAt}. */
export function goalsOf(seed: string, match: Match): Goal[] {
  const random = randomOf(`${seed}/${match.id}/goals`);
  const [home, away] = [strengthOf(match.home), strengthOf(match.away)];
  const goals: Goal[] = [];
  for (let minute = 1; minute <= PLAYED_MINUTES; minute += 1) {
    if (random() < (HOME_GOALS * home) / away / PLAYED_MINUTES) goals.push({ minute, side: 'home' });
    if (random() < (AWAY_GOALS * away) / home / PLAYED_MINUTES) goals.push({ minute, side: 'away' });
  }
  return goals;
}

/** What the board shows at an instant. */
export function scoreAt(seed: string, match: Match, now: Date): Score {
  const elapsed = now.getTime() - match.kickOff.getTime();
  if (elapsed < 0) return { status: 'scheduled', minute: 0, home: 0, away: 0 };
  const minute = Math.min(PLAYED_MINUTES, Math.floor((elapsed / MATCH_MS) * PLAYED_MINUTES) + 1);
  const scored = goalsOf(seed, match).filter((goal) => goal.minute <= minute);
  const home = scored.filter(({ side }) => side === 'home').length;
  return {
    status: elapsed < MATCH_MS ? 'live' : 'finished',
    minute,
    home,
    away: scored.length - home,
  };
}

/** Who coaches a club at an instant: some are dismissed after a few match days. */
export function coachOf(seed: string, club: Club, now: Date): string {
  const spell = Math.floor(now.getTime() / (MATCH_DAY_MS * 4));
  const random = randomOf(`${seed}/coach/${club.code}/${spell}`);
  return COACHES[Math.floor(random() * COACHES.length)]!;
}

/** Transfers made known after `since` and up to `now`. In most minutes there is none. */
export function transfersBetween(seed: string, since: Date, now: Date): Transfer[] {
  const transfers: Transfer[] = [];
  const first = Math.floor(since.getTime() / TRANSFER_WINDOW_MS) + 1;
  const last = Math.floor(now.getTime() / TRANSFER_WINDOW_MS);
  for (let window = first; window <= last; window += 1) {
    const random = randomOf(`${seed}/transfer/${window}`);
    if (random() >= 0.4) continue;
    const [from, to] = shuffled(CLUBS, random);
    const player = PLAYERS[Math.floor(random() * PLAYERS.length)]!;
    transfers.push({
      id: `T${window}`,
      at: new Date(window * TRANSFER_WINDOW_MS),
      player,
      from: from!.code,
      to: to!.code,
    });
  }
  return transfers;
}

type Pairing = [home: string, away: string];

/** The circle method: the first club stays, the others walk around it. */
function roundRobin(clubs: readonly string[]): Pairing[][] {
  const [fixed, ...others] = clubs as [string, ...string[]];
  return others.map((_, round) => {
    const circle = [fixed, ...others.slice(round), ...others.slice(0, round)];
    const pairings = circle
      .slice(0, circle.length / 2)
      .map((club, place): Pairing => [club, circle[circle.length - 1 - place]!]);
    // the home side changes from round to round, or the fixed club would play at home for half a season
    return round % 2 === 0 ? pairings : pairings.map(([home, away]): Pairing => [away, home]);
  });
}

function strengthOf(code: string): number {
  return CLUBS.find((club) => club.code === code)?.strength ?? 1;
}

import { CLUBS } from './league.js';
import { coachOf, matchesOf, MATCH_DAY_MS, scoreAt, seasonAt, transfersBetween } from './season.js';

const LONGEST_LOOK_BACK_MS = 6 * 60 * 60_000;

/** What the provider answers to a request at an instant, faults aside. `undefined`: no such page. */
export function answerTo(seed: string, url: URL, now: Date): unknown {
  const season = seasonAt(now);
  switch (url.pathname) {
    case '/teams':
      return {
        teams: CLUBS.map((club) => ({
          code: club.code,
          name: club.name,
          city: club.city,
          coach: coachOf(seed, club, now),
        })),
      };
    case '/fixtures':
      // the next season is published while this one is played
      return {
        fixtures: [...matchesOf(seed, season), ...matchesOf(seed, season + 1)].map((match) => {
          const { status, home, away } = scoreAt(seed, match, now);
          return { ...match, result: status === 'finished' ? { home, away } : null };
        }),
      };
    case '/scores':
      return {
        scores: [...matchesOf(seed, season - 1), ...matchesOf(seed, season)]
          .filter(({ kickOff }) => kickOff <= now && now.getTime() - kickOff.getTime() < 2 * MATCH_DAY_MS)
          .map((match) => ({ fixtureId: match.id, ...scoreAt(seed, match, now) })),
      };
    case '/transfers': {
      const asked = Date.parse(url.searchParams.get('since') ?? '');
      const earliest = now.getTime() - LONGEST_LOOK_BACK_MS;
      const since = new Date(Number.isNaN(asked) ? earliest : Math.max(asked, earliest));
      return { transfers: transfersBetween(seed, since, now) };
    }
    default:
      return undefined;
  }
}

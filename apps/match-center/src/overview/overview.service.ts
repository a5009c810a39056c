import { Injectable } from '@nestjs/common';
import { FixturesService } from '../fixtures/fixtures.service.js';
import { LiveScoresService } from '../live-scores/live-scores.service.js';
import { StandingsService } from '../standings/standings.service.js';
import { TeamsService } from '../teams/teams.service.js';

/** What the front page shows. Teams stand with their names. */
export interface Overview {
  season: number | null;
  live: { home: string; away: string; score: string; minute: number }[];
  table: { rank: number; team: string; played: number; goals: string; points: number }[];
}

@Injectable()
export class OverviewService {
  constructor(
    private readonly fixtures: FixturesService,
    private readonly liveScores: LiveScoresService,
    private readonly standings: StandingsService,
    private readonly teams: TeamsService,
  ) {}

  async now(): Promise<Overview> {
    const season = await this.fixtures.currentSeason();
    if (season === undefined) return { season: null, live: [], table: [] };
    const [names, scores, table] = await Promise.all([
      this.teams.names(),
      this.liveScores.findAll(),
      this.standings.ofSeason(season),
    ]);
    const fixtures = await this.fixtures.byId(scores.map(({ fixtureId }) => fixtureId));
    const nameOf = (code: string) => names.get(code) ?? code;
    return {
      season,
      live: scores.flatMap(({ fixtureId, homeGoals, awayGoals, minute }) => {
        const fixture = fixtures.get(fixtureId);
        if (!fixture) return [];
        const [home, away] = [nameOf(fixture.home), nameOf(fixture.away)];
        return [{ home, away, score: `${homeGoals}:${awayGoals}`, minute }];
      }),
      table: table.map(({ rank, team, played, goalsFor, goalsAgainst, points }) => ({
        rank,
        team: nameOf(team),
        played,
        goals: `${goalsFor}:${goalsAgainst}`,
        points,
      })),
    };
  }
}

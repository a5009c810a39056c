import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';

@Injectable()
export class ArchivedMatchRepository {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /**
   * Moves the fixtures of all seasons before this one into the archive: all of them or none.
   *
   * @returns how many there were
   */
  async moveSeasonsBefore(season: number): Promise<number> {
    const [{ count }] = await this.dataSource.query<[{ count: number }]>(
      `with past_fixtures as (
         delete from fixtures where season < $1
         returning id, season, match_day, home, away, kick_off, home_goals, away_goals
       ), archived as (
         insert into archived_matches (id, season, match_day, home, away, kick_off, home_goals, away_goals)
         select id, season, match_day, home, away, kick_off, home_goals, away_goals from past_fixtures
         on conflict (id) do nothing
         returning id
       )
       select count(*)::integer as count from archived`,
      [season],
    );
    return count;
  }
}

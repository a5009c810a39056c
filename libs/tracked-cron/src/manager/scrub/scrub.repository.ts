import type { CronDatabase } from '../../database/cron-database.js';
import { inTransaction } from '../../database/transaction.js';
import type { JobScope } from '../../definition/job-scope.js';
import { SqlParameters } from '../../history/sql-parameters.js';
import { scrubbedTables, type ScrubbedTable } from './scrubbed-tables.js';
import { withoutText } from './without-text.js';

/** Rows that are looked at in one statement. */
const WINDOW = 2_000;
/** Rows that are changed, and locked, in one transaction. */
const CHANGED_AT_ONCE = 100;

/** The values of a table's key in one row. */
export type RowKey = readonly unknown[];

/** What a look at some rows has found. */
export interface ScrubWindow {
  readonly hits: readonly RowKey[];
  /** The last row that was looked at; null where there is none behind it. */
  readonly last: RowKey | null;
}

/** Finds a text in the tables of one application and environment, and takes it out of them. */
export class ScrubRepository {
  readonly tables: readonly ScrubbedTable[];

  constructor(
    private readonly database: Pick<CronDatabase, 'tables' | 'writes'>,
    private readonly scope: JobScope,
  ) {
    this.tables = scrubbedTables(database.tables);
  }

  /** Tables that this role may not change. */
  async withoutRight(): Promise<string[]> {
    const names = [...new Set(this.tables.map(({ table }) => table))];
    const { rows } = await this.database.writes.query<{ name: string }>(
      `select name from unnest($1::text[]) name where not has_table_privilege(name, 'update')`,
      [names],
    );
    return rows.map(({ name }) => name);
  }

  /** Looks at the rows behind `after`. */
  async look(table: ScrubbedTable, text: string, after: RowKey | null): Promise<ScrubWindow> {
    const { parameters, holds } = this.condition(table, text);
    const columns = table.key.map(([column]) => `t.${column}`).join(', ');
    const bounds = table.key.map(([, type], nth) => `${after && parameters.add(after[nth])}::${type}`);
    const behind = after === null ? 'true' : `(${columns}) > (${bounds.join(', ')})`;
    const { rows } = await this.database.writes.query<{ key: RowKey; hit: boolean }>(
      `select jsonb_build_array(${columns}) as key, (${holds}) and ${table.owned} as hit
       from ${table.table} t where ${behind} and ${table.part ?? 'true'}
       order by ${columns} limit ${WINDOW}`,
      parameters.values,
    );
    return {
      hits: rows.filter(({ hit }) => hit).map(({ key }) => key),
      last: rows.length < WINDOW ? null : rows.at(-1)!.key,
    };
  }

  /** Takes the text out of rows, a few at a time. */
  async clean(table: ScrubbedTable, text: string, keys: readonly RowKey[]): Promise<void> {
    for (let from = 0; from < keys.length; from += CHANGED_AT_ONCE) {
      await this.cleanSome(table, text, keys.slice(from, from + CHANGED_AT_ONCE));
    }
  }

  /** How many executions in flight hold the text. */
  async inFlight(text: string): Promise<number> {
    const live: ScrubbedTable = {
      ...this.tables[0],
      table: this.database.tables.live,
      texts: ['trigger_reason', 'progress_message'],
      json: ['parameters', 'metadata'],
    };
    const { parameters, holds } = this.condition(live, text);
    const { rows } = await this.database.writes.query<{ count: number }>(
      `select count(*)::int as count from ${live.table} t where ${live.owned} and (${holds})`,
      parameters.values,
    );
    return rows[0].count;
  }

  private async cleanSome(table: ScrubbedTable, text: string, keys: readonly RowKey[]): Promise<void> {
    const clean = withoutText(text);
    const columns = [...table.texts, ...table.json];
    await inTransaction(this.database.writes, async (client) => {
      for (const key of keys) {
        const parameters = new SqlParameters();
        for (const whose of [this.scope.application, this.scope.environment]) parameters.add(whose);
        const found = table.key.map(
          ([column, type], nth) => `t.${column} = ${parameters.add(key[nth])}::${type}`,
        );
        const where = [...found, table.owned].join(' and ');
        const { rows } = await client.query<Record<string, unknown>>(
          `select ${columns.join(', ')} from ${table.table} t where ${where} for update`,
          parameters.values,
        );
        if (rows.length === 0) continue;
        const written = columns.map((column) => {
          const value = clean(rows[0][column]);
          const isJson = table.json.includes(column);
          return `${column} = ${parameters.add(isJson && value !== null ? JSON.stringify(value) : value)}::${isJson ? 'jsonb' : 'text'}`;
        });
        await client.query(
          `update ${table.table} t set ${written.join(', ')} where ${where}`,
          parameters.values,
        );
      }
    });
  }

  /** Whether a row holds the text: in a column, or in JSON, where it may be written otherwise. */
  private condition({ texts, json }: ScrubbedTable, text: string) {
    const parameters = new SqlParameters();
    parameters.add(this.scope.application);
    parameters.add(this.scope.environment);
    const found = [
      ...texts.map((column) => [`t.${column}`, text]),
      ...json.map((column) => [`t.${column}::text`, JSON.stringify(text).slice(1, -1)]),
    ].map(([value, sought]) => `strpos(lower(${value}), lower(${parameters.add(sought)}::text)) > 0`);
    return { parameters, holds: `coalesce(${found.join(' or ')}, false)` };
  }
}

import type pg from 'pg';
import type { CronDatabase } from '../database/cron-database.js';
import {
  boundsOf,
  idBounds,
  PARTITIONED_TABLES,
  type ExistingPartition,
  type Partition,
} from './partitions.js';

const NAMES = PARTITIONED_TABLES.map(({ name }) => name);

/** What partitions there are, as PostgreSQL knows them, and whether this role may make others. */
export class PartitionCatalog {
  constructor(private readonly database: Pick<CronDatabase, 'tables' | 'writes'>) {}

  /** Those of all tables, whoever made them. */
  async all(connection: pg.Pool | pg.PoolClient = this.database.writes): Promise<ExistingPartition[]> {
    const { rows } = await connection.query<{
      table: string;
      name: string;
      bound: string;
      detaching: boolean;
    }>(
      `select p.relname as "table", c.relname as name, pg_get_expr(c.relpartbound, c.oid) as bound,
         i.inhdetachpending as detaching
       from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent
       where p.relnamespace = (select oid from pg_namespace where nspname = $1) and p.relname = any($2)
       order by c.relname`,
      [this.database.tables.schema, NAMES],
    );
    return rows.flatMap(({ table, name, bound, detaching }) => {
      const bounds = boundsOf(bound);
      return bounds === null ? [] : [{ table, name, ...bounds, detaching }];
    });
  }

  /** Whether this role may make partitions and drop them: it has the rights of the tables' owner, and may create in the schema. */
  async mayChange(): Promise<boolean> {
    const { rows } = await this.database.writes.query<{ may: boolean }>(
      `select has_schema_privilege($1::text, 'create') and bool_and(pg_has_role(c.relowner, 'usage')) as may
       from pg_class c
       where c.relnamespace = (select oid from pg_namespace where nspname = $1::text) and c.relname = any($2)`,
      [this.database.tables.schema, NAMES],
    );
    return rows[0].may;
  }

  /** Made apart and attached, because `create table … partition of` would wait for every reader of the parent. */
  statements(partition: Partition): string[] {
    const [table, parent] = [this.qualified(partition.name), this.qualified(partition.table)];
    const { from, to } = idBounds(partition);
    return [
      `create table if not exists ${table} (like ${parent} including all)`,
      `alter table ${parent} attach partition ${table} for values from ('${from}') to ('${to}')`,
    ];
  }

  /** A table of the library's schema as SQL writes it. */
  qualified(name: string): string {
    return `"${this.database.tables.schema}".${name}`;
  }
}

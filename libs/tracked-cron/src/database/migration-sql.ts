import type { MigrationInterface, QueryRunner } from 'typeorm';
import { SchemaTables } from './schema-tables.js';

/**
 * The SQL that migrations would run, for a reviewer, or for somebody with more rights than the application. Run as a
 * whole, it leaves the schema as the migrations would, and noted as migrated.
 */
export async function migrationSql(
  migrations: readonly (new () => MigrationInterface)[],
  schema: string,
): Promise<string> {
  const table = new SchemaTables(schema).migrations;
  const statements = [
    createSchemaSql(schema),
    `create table if not exists ${table} (id serial primary key, timestamp bigint not null, name varchar not null)`,
  ];
  const recorder = {
    connection: { options: { schema } },
    query: async (sql: string) => void statements.push(withoutIndent(sql)),
  } as unknown as QueryRunner;
  for (const Migration of migrations) {
    await new Migration().up(recorder);
    const timestamp = Migration.name.slice(-13);
    statements.push(`insert into ${table} (timestamp, name) values (${timestamp}, '${Migration.name}')`);
  }
  return ['begin', ...statements, 'commit'].map((statement) => `${statement};\n`).join('\n');
}

/** `create schema if not exists` asks for the right to create one even where it is there; somebody else may have made it. */
export function createSchemaSql(schema: string): string {
  return `do $$ begin
  if not exists (select from pg_namespace where nspname = '${schema}') then create schema "${schema}"; end if;
end $$`;
}

function withoutIndent(sql: string): string {
  const lines = sql.replace(/^\n/, '').trimEnd().split('\n');
  const indent = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)));
  return lines.map((line) => line.slice(indent)).join('\n');
}

import type { QueryRunner } from 'typeorm';

/** The schema that this run migrates, quoted. */
export function schemaOf(runner: QueryRunner): string {
  // `dataSource` came with TypeORM 1, `connection` is what both majors have
  const { schema } = runner.connection.options as { schema?: string };
  return `"${schema ?? 'public'}"`;
}

import { SchemaTables } from '../../database/schema-tables.js';

/**
 * What a role needs that runs jobs but may not create, change or drop anything: history and audit log can only grow by it, and
 * the migrations can only be read. Rights on partitions are those on their table.
 */
export function runtimeGrants(schema: string, role: string): string[] {
  const to = `"${role.replaceAll('"', '""')}"`;
  const {
    schema: _,
    migrations,
    executions,
    allExecutions,
    audit,
    stableViews,
    ...others
  } = new SchemaTables(schema);
  return [
    `grant usage on schema "${schema}" to ${to}`,
    `grant select on ${[migrations, allExecutions, ...stableViews].join(', ')} to ${to}`,
    `grant select, insert on ${executions}, ${audit} to ${to}`,
    `grant select, insert, update, delete on ${Object.values(others).join(', ')} to ${to}`,
  ];
}

import type { DataSource } from 'typeorm';
import type { SchemaTables } from '../database/schema-tables.js';
import { AnyExecutionView } from './any-execution.view.js';
import { ExecutionColumns } from './execution-columns.js';

/**
 * Where executions in flight and ended ones lie, each with the columns of {@link AnyExecutionView}. A part of a page that is
 * read through the view is planned for both, which costs more than to read it.
 */
export interface HistorySources {
  /** What stands after `from`, to be followed by an alias. */
  readonly live: string;
  readonly ended: string;
  /** Of `e`, in one order. */
  readonly columns: string;
  /** The same under the names of the view's properties. */
  readonly selection: string;
}

/** Reads the columns off the entities, so that a new one need not be written here. */
export function historySources(
  dataSource: Pick<DataSource, 'getMetadata'>,
  { live, executions }: SchemaTables,
): HistorySources {
  const { columns } = dataSource.getMetadata(AnyExecutionView);
  const inFlight = columns.map(({ databaseName, type, target }) =>
    target === ExecutionColumns ? databaseName : `null::${String(type)} as ${databaseName}`,
  );
  return {
    live: `(select ${inFlight.join(', ')} from ${live} where status <> 'zombie')`,
    ended: executions,
    columns: columns.map(({ databaseName }) => `e.${databaseName}`).join(', '),
    selection: columns
      .map(({ databaseName, propertyName }) => `e.${databaseName} as "${propertyName}"`)
      .join(', '),
  };
}
